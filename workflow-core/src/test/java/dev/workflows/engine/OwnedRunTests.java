package dev.workflows.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workflows.spi.Driver.Lane;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A run that this node owns makes one turn after the other, and leaves nothing behind. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class OwnedRunTests {

  private static final Duration HOUR = Duration.ofHours(1);

  private final List<String> unwound = Collections.synchronizedList(new ArrayList<>());
  private RunKit kit = new RunKit(self -> "unused");

  @AfterEach
  void close() {
    kit.close();
  }

  private OwnedRun started(RunKit.Code code) {
    kit.close();
    kit = new RunKit(code);
    return kit.started();
  }

  private String sleepAndUnwind(RunKit.Scripted self) {
    try {
      self.context.sleep(HOUR);
      return "slept";
    } finally {
      unwound.add("unwound");
    }
  }

  // ---- unwinding

  @Test
  void letsTurnsAndNobodyElseWaitForCodeThatUnwindsWhenItIsReleased() {
    OwnedRun run = started(this::sleepAndUnwind);

    assertThat(run.leave(Duration.ZERO, true)).isPresent();

    assertThat(unwound).isEmpty();
    assertThat(kit.residents).isZero();
    assertThat(kit.driver.readyLanes()).containsExactly(Lane.TURN);
    kit.driver.run();
    assertThat(unwound).containsExactly("unwound");
  }

  @Test
  void letsTurnsAndNobodyElseWaitForCodeThatUnwindsWhenItIsDropped() {
    OwnedRun run = started(this::sleepAndUnwind);

    run.drop();

    assertThat(unwound).isEmpty();
    assertThat(kit.driver.readyLanes()).containsExactly(Lane.TURN);
    kit.driver.run();
    assertThat(unwound).containsExactly("unwound");
  }
}
