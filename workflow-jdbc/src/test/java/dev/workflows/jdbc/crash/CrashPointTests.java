package dev.workflows.jdbc.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workflows.jdbc.crash.CrashCase.Report;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Whatever happens to any single call that a run makes of the database, the run ends as if nothing
 * had happened. {@code -Dcrash.points} says how many cases are drawn, or {@code all}; {@code
 * -Dcrash.seed} draws the same again, and {@code -Dcrash.point} is one case alone.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(QuietLog.class)
@Timeout(3_600)
abstract class CrashPointTests {

  private static final int SHOWN = 5;

  private final Map<Journey, Report> undisturbed = new EnumMap<>(Journey.class);
  private @Nullable Laboratory opened;

  abstract Laboratory open();

  /** How many cases are drawn where nothing else is wanted. */
  abstract int share();

  private Laboratory laboratory() {
    return Objects.requireNonNull(opened);
  }

  @BeforeAll
  void travelUndisturbed() {
    opened = open();
    for (Journey journey : Journey.values()) {
      undisturbed.put(journey, CrashCase.undisturbed(laboratory(), journey));
    }
  }

  @AfterAll
  void close() {
    if (opened != null) {
      opened.close();
    }
  }

  @Test
  void endsWellIfNothingHappens() {
    undisturbed.forEach(
        (journey, report) -> assertThat(report.problems()).as(journey.name()).isEmpty());
  }

  @Test
  void endsTheSameWhateverHappensToACall() {
    long seed = Long.getLong("crash.seed", System.nanoTime());
    List<FaultPoint> points = chosen(new Random(seed));
    long begin = System.nanoTime();
    List<String> failures = new ArrayList<>();
    for (FaultPoint point : points) {
      failure(point, failures);
    }
    System.out.printf(
        "%s: %d of %d crash points with -Dcrash.seed=%d in %s, %d failed%n",
        getClass().getSimpleName(),
        points.size(),
        all().size(),
        seed,
        Duration.ofNanos(System.nanoTime() - begin),
        failures.size());
    assertThat(failures.stream().limit(SHOWN)).as("%d failures", failures.size()).isEmpty();
  }

  private List<FaultPoint> chosen(Random chance) {
    String one = System.getProperty("crash.point");
    if (one != null) {
      return List.of(FaultPoint.of(one));
    }
    List<FaultPoint> all = all();
    Collections.shuffle(all, chance);
    return all.subList(0, Math.min(all.size(), wanted()));
  }

  private int wanted() {
    String points = System.getProperty("crash.points", "some");
    return switch (points) {
      case "some" -> share();
      case "all" -> Integer.MAX_VALUE;
      default -> Integer.parseInt(points);
    };
  }

  private List<FaultPoint> all() {
    List<FaultPoint> all = new ArrayList<>();
    undisturbed.forEach(
        (journey, report) -> {
          for (int call = 1; call <= report.calls().size(); call++) {
            for (Mode mode : Mode.values()) {
              all.add(new FaultPoint(journey, call, mode));
            }
          }
        });
    return all;
  }

  private void failure(FaultPoint point, List<String> failures) {
    Report expected = Objects.requireNonNull(undisturbed.get(point.journey()));
    List<String> problems = new Verdict(point, expected).on(executed(point));
    if (!problems.isEmpty()) {
      failures.add(
          "%s, at%n%s%n%s%nRepeat it by -Dtest=%s -Dcrash.point=%s"
              .formatted(
                  point,
                  expected.calls().get(point.call() - 1),
                  String.join("\n", problems),
                  getClass().getSimpleName(),
                  point));
    }
  }

  private Report executed(FaultPoint point) {
    try {
      return CrashCase.of(laboratory(), point);
    } catch (RuntimeException | AssertionError e) {
      throw new AssertionError("Case %s cannot be executed".formatted(point), e);
    }
  }
}
