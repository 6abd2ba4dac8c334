package dev.workflows.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workflows.benchmarks.engine.Tally;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EventMeterTests {

  private final Tally tally = new Tally();
  private final Map<Figure, Double> figures = new EnumMap<>(Figure.class);

  @Test
  void tellsWhatHappenedSinceItBegan() {
    tally.committed(1_000);
    EventMeter meter = new EventMeter(tally);
    tally.committed(2);
    tally.committed(8);

    meter.tell(figures, 2);

    assertThat(figures)
        .containsOnly(Map.entry(Figure.EVENTS, 5.0), Map.entry(Figure.EVENTS_PER_COMMIT, 5.0));
  }

  @Test
  void tellsNoEventsPerCommitOfReplays() {
    EventMeter meter = new EventMeter(tally);
    tally.replayed(30);

    meter.tell(figures, 3);

    assertThat(figures).containsOnly(Map.entry(Figure.EVENTS, 10.0));
  }

  @Test
  void tellsNothingWhereNothingIsCounted() {
    new EventMeter(null).tell(figures, 1);
    new EventMeter(tally).tell(figures, 1);

    assertThat(figures).isEmpty();
  }
}
