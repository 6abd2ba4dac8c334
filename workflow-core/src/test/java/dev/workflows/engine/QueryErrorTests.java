package dev.workflows.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What goes wrong with a question is the trouble of whoever asked. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class QueryErrorTests {

  private final RunKit kit = new RunKit();

  @AfterEach
  void close() {
    kit.close();
  }

  /** As of a thread that cannot be made for the question. */
  @Test
  void letsARunGoOnWhoseReaderEndedWithAnError() {
    OwnedRun run = kit.started(self -> Scripted.waitFor(self, 1));
    kit.driver.run();
    CompletableFuture<Optional<Queries.Answer>> answer = new CompletableFuture<>();
    run.read(
        execution ->
            Queries.complete(
                answer,
                execution,
                any -> {
                  throw new OutOfMemoryError("unable to create native thread");
                }));
    kit.driver.run();

    assertThatThrownBy(answer::join).hasRootCauseInstanceOf(OutOfMemoryError.class);

    run.deliver(List.of(kit.push(run.lease(), "a")));
    kit.driver.run();
    assertThat(kit.told).containsExactly("closed COMPLETED");
  }
}
