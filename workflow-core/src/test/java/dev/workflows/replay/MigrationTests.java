package dev.workflows.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workflows.Failure;
import dev.workflows.RunId;
import dev.workflows.history.Event;
import dev.workflows.payload.Payload;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MigrationTests {

  private final ReplayKit kit = new ReplayKit();

  @AfterEach
  void returnThreads() {
    kit.close();
  }

  private TestRun start() {
    TestRun run = kit.run(kit.define(GoldenMembership.class, GoldenMembership::new));
    run.turn(run.started(7, "ada"));
    return run;
  }

  private static MigrationRequest to(int version, String messageId) {
    return new MigrationRequest(version, "migration:" + messageId, "bob");
  }

  @Test
  void closesTheRunWithWhatTheHookReturned() {
    TestRun run = start();
    Decision decision = run.turn(List.of(run.signalOf("visit", "monday")), List.of(to(2, "m1")));

    Event.WorkflowContinuedAsNew end = (Event.WorkflowContinuedAsNew) run.last();
    assertThat(end.input()).isEqualTo(new Payload("[\"joined ada\",\"visit monday\"]"));
    assertThat(end.migration()).isEqualTo(to(2, "m1").accepted());
    assertThat(run.execution().isClosed()).isTrue();
    assertThat(decision.closing()).contains(end);
    assertThat(decision.answers())
        .containsExactly(
            new UpdateAnswer(
                "migration:m1",
                UpdateAnswer.Kind.COMPLETED,
                run.payload(end.nextRunId().toString()),
                decision.lastSeq()));
  }

  @Test
  void replaysToTheSameStateWithoutTheHook() {
    TestRun run = start();
    run.turn(List.of(run.signalOf("visit", "monday")), List.of(to(2, "m1")));

    run.reload();

    assertThat(run.execution().isClosed()).isTrue();
    assertThat(run.execution().lastSeq()).isEqualTo(run.history().size());
    assertThat(run.log()).containsExactly("joined ada", "visit monday");
  }

  @Test
  void asksOnceAllCodeOfTheTurnHasComeToRest() {
    TestRun run = start();
    run.turn(run.signalOf("visit", "monday"), run.signalOf("visit", "tuesday"));

    run.turn(List.of(run.signalOf("visit", "friday")), List.of(to(2, "m1")));

    assertThat(run.kinds())
        .containsExactly(
            "workflow_started",
            "timer_started",
            "signal_received",
            "signal_received",
            "timer_cancelled",
            "timer_started",
            "signal_received",
            "workflow_continued_as_new");
    assertThat(run.reload().execution().isClosed()).isTrue();
  }

  @Test
  void leavesNothingOfWhatItRejects() {
    TestRun run = start();
    int before = run.history().size();

    List<UpdateAnswer> answers = run.turn(List.of(), List.of(to(3, "m1"))).answers();

    assertThat(failure(answers).message()).contains("Version 3", "[2]");
    assertThat(run.history()).hasSize(before);
    run.reload().turn(run.signalOf("visit", "later"));
    assertThat(run.log()).containsExactly("joined ada", "visit later");
  }

  @Test
  void rejectsWhatComesAfterTheEnd() {
    TestRun run = start();

    List<UpdateAnswer> answers = run.turn(List.of(), List.of(to(2, "m1"), to(2, "m2"))).answers();

    assertThat(answers)
        .extracting(UpdateAnswer::kind)
        .containsExactly(UpdateAnswer.Kind.COMPLETED, UpdateAnswer.Kind.REJECTED);
    assertThat(run.history()).hasSize(3);
  }

  @Test
  void rejectsWhereTheTurnItselfEndsTheRun() {
    TestRun run = start();

    List<UpdateAnswer> answers =
        run.turn(List.of(run.signalOf("leave")), List.of(to(2, "m1"))).answers();

    assertThat(failure(answers).code()).isEqualTo("WF-202");
    assertThat(run.last()).isInstanceOf(Event.WorkflowCompleted.class);
  }

  @Test
  void answersWithTheRunItselfIfThatHasTheVersion() {
    TestRun run = start();

    List<UpdateAnswer> answers = run.turn(List.of(), List.of(to(1, "m1"))).answers();

    RunId same = ReplayKit.RUN;
    assertThat(answers)
        .containsExactly(
            new UpdateAnswer(
                "migration:m1",
                UpdateAnswer.Kind.COMPLETED,
                run.payload(same.runId().toString()),
                0));
    assertThat(run.execution().isClosed()).isFalse();
  }

  @Test
  void rejectsWhatTheNewerVersionRefusesToTake() {
    ExecutionParts parts = kit.parts.checking((method, arguments) -> List.of("too few visits"));
    RunExecution run =
        new RunExecution(
            ReplayKit.RUN, kit.define(GoldenMembership.class, GoldenMembership::new), parts);
    kit.endLater(run);
    run.decide(TestRun.BEGINNING, List.of(start().started(7, "ada")));

    Decision decision =
        run.decide(TestRun.BEGINNING.plusSeconds(1), List.of(), List.of(to(2, "m1")));

    assertThat(failure(decision.answers()).message()).contains("WF-216", "too few visits");
    assertThat(decision.events()).isEmpty();
    assertThat(run.isClosed()).isFalse();
  }

  private TestRun club() {
    return kit.run(kit.define(Club.class, Club::new)).start();
  }

  /** The next run would be blocked by it, and nobody could take the migration back. */
  @Test
  void rejectsWhileASignalWaitsThatTheNewerVersionDoesNotHandle() {
    TestRun run = club();
    run.turn(run.signalOf("count", 1), run.signalOf("gift", "a vase"));

    List<UpdateAnswer> answers = run.turn(List.of(), List.of(to(2, "m1"))).answers();

    assertThat(failure(answers).message()).contains("[gift]");
    assertThat(run.execution().isClosed()).isFalse();
  }

  @Test
  void rejectsWhatTheNewerVersionCouldNotRead() {
    TestRun run = club();

    List<UpdateAnswer> answers = run.turn(List.of(), List.of(to(2, "m1"))).answers();
    assertThat(failure(answers).message()).isNotNull();
    assertThat(run.execution().isClosed()).isFalse();

    run.turn(List.of(run.signalOf("count", 3)), List.of(to(2, "m2")));
    assertThat(((Event.WorkflowContinuedAsNew) run.last()).input()).isEqualTo(new Payload("3"));
  }

  private Failure failure(List<UpdateAnswer> answers) {
    assertThat(answers).extracting(UpdateAnswer::kind).containsExactly(UpdateAnswer.Kind.REJECTED);
    return kit.parts.failures().decode(answers.get(0).payload());
  }
}
