package dev.workflows.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workflows.WorkflowContext;
import dev.workflows.definition.WorkflowDefinition;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Time and chance of a run are its own, and the same in every execution. */
class TimeAndChanceTests {

  private final ReplayKit kit = new ReplayKit();

  @AfterEach
  void returnThreads() {
    kit.close();
  }

  @Test
  void standsStillWithinATurnAndGoesOnWithTheNext() {
    TestRun run =
        kit.run(
                self -> {
                  Instant first = self.context.now();
                  self.context.custom("note", new byte[0]);
                  Instant second = self.context.clock().instant();
                  self.context.await(() -> self.log.size() > 1);
                  return first + " " + second + " " + self.context.now();
                })
            .start()
            .advance(Duration.ofMinutes(5));

    Instant at = run.now();
    run.push("x");

    assertThat(run.result()).isEqualTo(TestRun.BEGINNING + " " + TestRun.BEGINNING + " " + at);
  }

  @Test
  void tellsTheSameTimeWhenReplayed() {
    TestRun run = kit.run(TimeAndChanceTests::note).start();
    run.advance(Duration.ofDays(1)).push("x");
    run.advance(Duration.ofDays(1)).push("y");
    List<String> before = run.log();

    assertThat(run.advance(Duration.ofDays(100)).reload().log()).isEqualTo(before).hasSize(8);
  }

  @Test
  void takesTheSameChanceWhenReplayed() {
    TestRun run = kit.run(TimeAndChanceTests::note).start().push("x");
    List<String> halfway = run.log();

    run.reload().push("y");
    List<String> end = run.log();
    assertThat(end).startsWith(halfway.toArray(String[]::new));
    assertThat(run.reload().log()).isEqualTo(end);
  }

  @Test
  void takesOtherChanceInAnotherRun() {
    WorkflowDefinition code = kit.scripted(self -> "" + self.context.random().nextLong());
    TestRun one = kit.run(code);
    TestRun other = kit.run(code);

    one.turn(one.started(1, new Object[] {null}));
    other.turn(other.started(2, new Object[] {null}));

    assertThat(one.result()).isNotEqualTo(other.result());
  }

  @Test
  void makesUuidsOfVersionFourThatDiffer() {
    Set<UUID> made = new HashSet<>();
    kit.run(
            self -> {
              for (int i = 0; i < 100; i++) {
                made.add(self.context.uuid());
              }
              return "";
            })
        .start();

    assertThat(made)
        .hasSize(100)
        .allSatisfy(
            uuid -> {
              assertThat(uuid.version()).isEqualTo(4);
              assertThat(uuid.variant()).isEqualTo(2);
            });
  }

  @Test
  void tellsTheTimeInAnyZone() {
    TestRun run =
        kit.run(
                self -> {
                  WorkflowContext context = self.context;
                  assertThat(context.clock().getZone()).isEqualTo(ZoneOffset.UTC);
                  return ""
                      + ZonedDateTime.now(context.clock().withZone(ZoneId.of("Europe/Berlin")))
                          .toOffsetDateTime();
                })
            .start();

    assertThat(run.result()).isEqualTo("2026-01-02T04:04:05.000006+01:00");
  }

  @Test
  void isNotChangedByAQuery() {
    TestRun run =
        kit.run(
                kit.scripted(
                    TimeAndChanceTests::note,
                    (self, value) -> self.log.add(value),
                    self -> "" + self.context.random().nextLong() + self.context.uuid()))
            .start();
    run.query("ask");
    run.push("x");
    List<String> live = run.log();

    assertThat(run.reload().log()).isEqualTo(live);
  }

  @Test
  void isNotChangedByACondition() {
    TestRun run =
        kit.run(
                self -> {
                  self.context.await(
                      () -> self.log.size() > 2 && self.context.random().nextInt() != 0);
                  return "" + self.context.random().nextLong();
                })
            .start()
            .push("x")
            .push("y");
    Object live = run.result();

    run.reload();
    assertThat(run.execution().isClosed()).isTrue();
    assertThat(run.result()).isEqualTo(live);
  }

  private static String note(Scripted self) {
    for (int i = 1; i < 4; i++) {
      int size = self.log.size();
      self.log.add(
          self.context.now()
              + " "
              + self.context.random().nextInt()
              + " "
              + self.context.random().nextGaussian()
              + " "
              + self.context.uuid());
      self.context.await(() -> self.log.size() > size + 1);
      self.log.add(self.context.random().nextDouble() + " at " + self.context.clock().millis());
    }
    self.context.await(() -> false);
    return "";
  }
}
