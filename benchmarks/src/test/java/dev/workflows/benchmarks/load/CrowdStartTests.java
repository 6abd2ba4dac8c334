package dev.workflows.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workflows.benchmarks.engine.Crowd;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CrowdStartTests {

  @Test
  void startsEveryRunOnce() throws Exception {
    FakeCrowd crowd = new FakeCrowd(0);

    CrowdStart.startAll(crowd, 1_000, 4);

    assertThat(crowd.started)
        .containsExactlyInAnyOrderElementsOf(IntStream.range(0, 1_000).boxed().toList());
  }

  @Test
  void waitsUntilNoRunIsOpen() throws Exception {
    assertThat(CrowdStart.awaitEnd(new FakeCrowd(3), Duration.ofMinutes(1))).isZero();
  }

  @Test
  void saysHowManyAreOpenWhenThePatienceIsOver() throws Exception {
    assertThat(CrowdStart.awaitEnd(new FakeCrowd(3), Duration.ZERO)).isEqualTo(3);
  }

  /** Ends a run whenever it is asked. */
  private static final class FakeCrowd implements Crowd {

    private final ConcurrentLinkedQueue<Integer> started = new ConcurrentLinkedQueue<>(List.of());
    private long open;

    private FakeCrowd(long open) {
      this.open = open;
    }

    @Override
    public void start(int number) {
      started.add(number);
    }

    @Override
    public long open() {
      return open == 0 ? 0 : open--;
    }
  }
}
