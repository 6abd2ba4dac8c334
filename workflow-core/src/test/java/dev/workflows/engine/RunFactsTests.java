package dev.workflows.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workflows.Failure;
import dev.workflows.ParentClosePolicy;
import dev.workflows.RunId;
import dev.workflows.WorkflowFact;
import dev.workflows.history.ChildEnd;
import dev.workflows.history.DerivedId;
import dev.workflows.history.Event;
import dev.workflows.history.RecordedEvent;
import dev.workflows.json.JacksonPayloadCodec;
import dev.workflows.payload.Payload;
import dev.workflows.replay.FailureCodec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is told of an event says what it answers and how long that took. */
class RunFactsTests {

  private static final UUID RUN = new UUID(7, 1);
  private static final UUID NODE = new UUID(8, 1);
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  private final FailureCodec failures = new FailureCodec(new JacksonPayloadCodec());
  private final RunFacts facts = new RunFacts(RUN, failures);
  private final List<RecordedEvent> history = new ArrayList<>();

  /** Each a second after the one before. */
  private RunFactsTests add(Event event) {
    return add(event, NODE);
  }

  private RunFactsTests add(Event event, @Nullable UUID node) {
    int seq = history.size() + 1;
    history.add(new RecordedEvent(seq, event, 1, node, NOON.plusSeconds(seq)));
    return this;
  }

  private List<WorkflowFact> tell(int from) {
    return facts.of(history.subList(from - 1, history.size()));
  }

  private Payload failure(String message) {
    return failures.encode(new IllegalStateException(message), null);
  }

  @Test
  void namesTheCallThatAnOutcomeAnswers() {
    add(new Event.WorkflowStarted("order", 1, null));
    add(new Event.ActivityScheduled("shipping.ship", null));
    add(new Event.TimerStarted("grace", NOON));
    add(new Event.UpdateAccepted("revise", "m-1", null, null));
    tell(1);
    add(new Event.UpdateCompleted(4, null));
    add(new Event.TimerFired(3));
    add(new Event.ActivityCompleted(2, 3, null));

    assertThat(tell(5))
        .containsExactly(
            fact(5, "update_completed", "revise", 4L, 0, 1),
            fact(6, "timer_fired", "grace", 3L, 0, 3),
            fact(7, "activity_completed", "shipping.ship", 2L, 3, 5));
  }

  private static WorkflowFact fact(
      long seq, String type, @Nullable String name, @Nullable Long ref, int attempts, int seconds) {
    Duration took = Duration.ofSeconds(seconds);
    return new WorkflowFact(
        seq, type, name, ref, null, attempts, took, null, NOON.plusSeconds(seq));
  }

  @Test
  void tellsWhichChildItIsAbout() {
    RunId child = new RunId("parcel-1", DerivedId.of(RUN, 2));
    add(new Event.WorkflowStarted("order", 1, null));
    add(new Event.ChildScheduled("parcel", "parcel-1", ParentClosePolicy.ABANDON, null));
    add(new Event.ChildCancelRequested("parcel", 2, null));
    add(new Event.ChildFailed(2, ChildEnd.FAILED, failure("lost")));

    assertThat(tell(1).subList(1, 4))
        .allSatisfy(fact -> assertThat(fact.child()).isEqualTo(child))
        .allSatisfy(fact -> assertThat(fact.name()).isEqualTo("parcel"))
        .extracting(WorkflowFact::took)
        .containsExactly(null, null, Duration.ofSeconds(2));
  }

  @Test
  void tellsWhySomethingFailed() {
    add(new Event.WorkflowStarted("order", 1, null));
    add(new Event.ActivityScheduled("a", null));
    add(new Event.ActivityFailed(2, 4, failure("broken")));
    add(new Event.WorkflowFailed(failure("given up")));

    List<WorkflowFact> told = tell(3);

    assertThat(told)
        .extracting(WorkflowFact::failure)
        .extracting(Failure::message)
        .containsExactly("broken", "given up");
    assertThat(told.get(0).attempts()).isEqualTo(4);
  }

  @Test
  void tellsHowLongTheRunTook() {
    add(new Event.WorkflowStarted("order", 1, null));
    facts.follow(List.copyOf(history));
    add(new Event.WorkflowCompleted(null));

    assertThat(tell(2))
        .last()
        .satisfies(fact -> assertThat(fact.took()).isEqualTo(Duration.ofSeconds(1)));
  }

  @Test
  void tellsTheBeginningWithTheFirstTurnIfNobodyHasExecutedTheRun() {
    add(new Event.WorkflowStarted("order", 1, null), null);
    add(new Event.OwnerChanged());
    facts.follow(List.copyOf(history));
    add(new Event.ActivityScheduled("a", null));

    assertThat(tell(3))
        .extracting(WorkflowFact::type)
        .containsExactly("workflow_started", "activity_scheduled");
    add(new Event.ActivityCompleted(3, 1, null));
    assertThat(tell(4)).extracting(WorkflowFact::type).containsExactly("activity_completed");
  }

  @Test
  void tellsNothingAgainThatIsInTheHistory() {
    add(new Event.WorkflowStarted("order", 1, null));
    add(new Event.ActivityScheduled("a", null));
    add(new Event.OwnerChanged());
    facts.follow(List.copyOf(history));
    add(new Event.ActivityCompleted(2, 2, null));

    assertThat(tell(4)).containsExactly(fact(4, "activity_completed", "a", 2L, 2, 2));
  }

  @Test
  void readsNoFailureThatCannotBeRead() {
    assertThat(RunFacts.read(new Payload("\"terminated\""), failures)).isNull();
    assertThat(RunFacts.read(null, failures)).isNull();
  }
}
