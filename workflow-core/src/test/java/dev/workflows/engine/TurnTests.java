package dev.workflows.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workflows.Activity;
import dev.workflows.RunId;
import dev.workflows.SignalMethod;
import dev.workflows.Workflow;
import dev.workflows.WorkflowContext;
import dev.workflows.WorkflowMethod;
import dev.workflows.WorkflowStatus;
import dev.workflows.definition.ActivityDefinition;
import dev.workflows.definition.ActivitySettings;
import dev.workflows.definition.DefinitionReader;
import dev.workflows.definition.Definitions;
import dev.workflows.history.Event;
import dev.workflows.json.JacksonPayloadCodec;
import dev.workflows.payload.Payload;
import dev.workflows.replay.CodeWatch;
import dev.workflows.replay.Decision;
import dev.workflows.replay.ExecutionParts;
import dev.workflows.replay.FailureCodec;
import dev.workflows.replay.RunExecution;
import dev.workflows.replay.RunScope;
import dev.workflows.spi.ActivityRetry;
import dev.workflows.spi.InboxMessage;
import dev.workflows.spi.Message;
import dev.workflows.spi.Outgoing;
import dev.workflows.spi.RunCommit;
import dev.workflows.spi.RunCommit.Consumed;
import dev.workflows.spi.RunLease;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What arrived becomes events in a fixed order, and every call and timer gets one answer. */
class TurnTests {

  private static final RunId RUN = new RunId("order-17", new UUID(7, 17));
  private static final RunLease LEASE = new RunLease(RUN.runId(), RUN.runId(), new UUID(1, 1), 3);
  private static final Instant BEGINNING = Instant.parse("2026-01-02T03:04:05.000006Z");
  private static final Payload CANCELLED =
      new Payload(
          "{\"type\":\"dev.workflows.WorkflowException\",\"message\":\"The workflow was asked to"
              + " end\",\"declaredAs\":null,\"code\":\"WF-503\",\"stack\":null,\"cause\":null}");

  /** Calls two activities at once by handlers, with two timers. */
  @Workflow("busy")
  static class Busy {
    private final WorkflowContext context;
    private final Calls calls;

    Busy(WorkflowContext context, Calls calls) {
      this.context = context;
      this.calls = calls;
    }

    @WorkflowMethod
    public String run() {
      context.sleep(Duration.ofHours(2));
      return "slept";
    }

    @SignalMethod
    public void call(String what) {
      switch (what) {
        case "plain" -> calls.plain();
        case "tx" -> calls.txCall();
        case "kept" -> context.nonCancellable(calls::plain);
        default -> context.sleep(Duration.parse(what));
      }
    }
  }

  interface Calls {
    @Activity
    void plain();

    @Activity
    void txCall();
  }

  private final JacksonPayloadCodec codec = new JacksonPayloadCodec();
  private final FailureCodec failures = new FailureCodec(codec);
  private final RunScope scope = new RunScope();
  private final ExecutorService fibers = Executors.newCachedThreadPool();
  private final CodeWatch watch = new CodeWatch(Duration.ofSeconds(10));
  private final List<Message> messages = new ArrayList<>();
  private final List<Mailbox.Settled> outcomes = new ArrayList<>();
  private final List<ActivityRetry> retries = new ArrayList<>();
  private Instant now = BEGINNING;
  private RunExecution execution;

  /** At 2 the timer of the method; at 6, 7 and 8 two calls and one that is protected. */
  @BeforeEach
  void begin() {
    DefinitionReader reader = new DefinitionReader(codec, ActivitySettings.standard());
    reader.addActivities(Calls.class, (method, type) -> method.getName().startsWith("tx"));
    Calls[] calls = new Calls[1];
    reader.addWorkflow(Busy.class, type -> context -> new Busy(context, calls[0]));
    Definitions definitions = reader.read();
    calls[0] = new Recorded(scope, definitions);
    execution =
        new RunExecution(
            RUN,
            definitions.workflow("busy"),
            new ExecutionParts(codec, scope, fibers, 1_000, watch));
    decide(new Event.WorkflowStarted("busy", 1, null));
    decide(signal("plain"), signal("tx"), signal("kept"));
    assertThat(execution.pendingCalls()).containsOnlyKeys(6L, 7L, 8L);
    assertThat(execution.cancellableCalls()).containsExactly(6L, 7L);
  }

  @AfterEach
  void end() {
    execution.end();
    fibers.shutdown();
  }

  // ---- order

  @Test
  void takesMessagesThenActivitiesThenTimers() {
    now = BEGINNING.plus(Duration.ofHours(3));
    outcomes.add(completed(8));
    messages.add(Message.signal("a", "call", new Payload("\"PT1H\"")));
    messages.add(Message.signal("b", "call", null));

    assertThat(turn().external())
        .containsExactly(
            new Event.SignalReceived("call", "signal:a", new Payload("\"PT1H\"")),
            new Event.SignalReceived("call", "signal:b", null),
            new Event.ActivityCompleted(8, 1, null),
            new Event.TimerFired(2));
  }

  @Test
  void firesTimersThatAreDueInTheOrderOfTheirTimes() {
    decide(signal("PT1H"), signal("PT3H"), signal("PT1H"));
    List<Long> timers = List.copyOf(execution.pendingTimers().keySet());
    long hour = timers.get(1);
    long again = timers.get(3);

    now = BEGINNING.plus(Duration.ofHours(2));

    assertThat(turn().external())
        .containsExactly(
            new Event.TimerFired(hour), new Event.TimerFired(again), new Event.TimerFired(2));
  }

  @Test
  void firesNoTimerBeforeItsTime() {
    now = BEGINNING.plus(Duration.ofHours(2)).minusNanos(1_000);

    assertThat(turn().external()).isEmpty();
  }

  // ---- one answer

  @Test
  void takesTheRecordedOutcomeOfATransactionalCallOverAnother() {
    messages.add(Message.outcome(RUN.runId(), 7, 2, new Payload("1")));
    outcomes.add(new Mailbox.Settled(7, new Event.ActivityFailed(7, 2, CANCELLED)));
    Turn turn = turn();

    assertThat(turn.external())
        .containsExactly(new Event.ActivityCompleted(7, 2, new Payload("1")));
    assertThat(turn.claimed()).isEmpty();
    assertThat(turn.resolved()).containsExactly(7L);
  }

  @Test
  void takesAnOutcomeOnce() {
    outcomes.add(completed(6));
    outcomes.add(completed(6));

    assertThat(turn().external()).containsExactly(new Event.ActivityCompleted(6, 1, null));
  }

  @Test
  void claimsThePlaceOfATransactionalCallThatItResolvesItself() {
    outcomes.add(completed(6));
    outcomes.add(new Mailbox.Settled(7, new Event.ActivityFailed(7, 4, CANCELLED)));

    assertThat(turn().claimed()).containsExactly(7L);
  }

  @Test
  void consumesOutcomesOfOtherRunsAndOfNoCallWithoutAnEvent() {
    messages.add(Message.outcome(new UUID(9, 9), 7, 1, null));
    messages.add(Message.outcome(RUN.runId(), 99, 1, null));
    Turn turn = turn();

    assertThat(turn.external()).isEmpty();
    assertThat(turn.consumed(null, List.of()))
        .extracting(Consumed::seq)
        .isEqualTo(Collections.nCopies(2, 0L));
  }

  @Test
  void asksForNoRetryOfACallThatHasItsOutcome() {
    retries.add(new ActivityRetry(6, 2, now, null));
    retries.add(new ActivityRetry(8, 2, now, null));
    retries.add(new ActivityRetry(99, 2, now, null));
    outcomes.add(completed(6));

    assertThat(turn().retries()).extracting(ActivityRetry::seq).containsExactly(8L);
  }

  // ---- requests to end

  @Test
  void resolvesTheCallsThatARequestToEndInterrupts() {
    messages.add(Message.cancel(new Payload("\"enough\"")));
    Turn turn = turn();

    assertThat(turn.external())
        .containsExactly(
            new Event.CancelRequested("cancel", new Payload("\"enough\"")),
            new Event.ActivityFailed(6, 5, CANCELLED),
            new Event.ActivityFailed(7, 5, CANCELLED));
    assertThat(turn.claimed()).containsExactly(7L);
    assertThat(turn.resolved()).containsExactlyInAnyOrder(6L, 7L);
  }

  @Test
  void leavesACallItsOutcomeThatComesWithTheRequest() {
    messages.add(Message.cancel(null));
    messages.add(Message.outcome(RUN.runId(), 7, 1, null));
    outcomes.add(completed(6));

    assertThat(turn().external())
        .containsExactly(
            new Event.CancelRequested("cancel", null),
            new Event.ActivityCompleted(7, 1, null),
            new Event.ActivityCompleted(6, 1, null));
  }

  @Test
  void interruptsACallAlthoughAnotherRunsOutcomeComesWithTheRequest() {
    messages.add(Message.cancel(null));
    messages.add(Message.outcome(new UUID(9, 9), 7, 1, null));

    assertThat(turn().resolved()).containsExactlyInAnyOrder(6L, 7L);
  }

  // ---- its commit

  @Test
  void marksEveryMessageWithThePositionOfItsEvent() {
    messages.add(Message.signal("a", "call", new Payload("\"PT1H\"")));
    messages.add(Message.outcome(RUN.runId(), 99, 1, null));
    messages.add(Message.outcome(RUN.runId(), 7, 1, null));
    Turn turn = turn();

    RunCommit commit =
        Commits.of(
            LEASE, turn, execution.decide(now, turn.external()), List.of(7L), true, Outgoing.NONE);

    assertThat(commit.consumed())
        .containsExactlyInAnyOrder(
            new Consumed("signal:a", 9),
            new Consumed(Message.outcomeKey(RUN.runId(), 99), 0),
            new Consumed(Message.outcomeKey(RUN.runId(), 7), 10));
    assertThat(commit.events())
        .allSatisfy(
            event -> {
              assertThat(event.fence()).isEqualTo(3);
              assertThat(event.node()).isEqualTo(LEASE.node());
              assertThat(event.recordedAt()).isEqualTo(now);
            })
        .extracting(event -> event.seq())
        .containsExactly(9L, 10L, 11L);
    assertThat(commit.settledActivities()).containsExactly(7L);
    assertThat(commit.resumes()).isTrue();
    assertThat(commit.closing()).isNull();
  }

  @Test
  void resolvesTheCallsThatTheCodeGivesUp() {
    now = BEGINNING.plus(Duration.ofHours(2));
    outcomes.add(completed(8));
    Turn turn = turn();

    turn.decided(execution.decide(now, turn.external()));

    assertThat(turn.resolved()).containsExactlyInAnyOrder(6L, 7L, 8L);
    assertThat(turn.claimed()).as("of transactional ones its outcome's place").containsExactly(7L);
  }

  @Test
  void closesTheRunWithItsResult() {
    now = BEGINNING.plus(Duration.ofHours(2));
    outcomes.add(completed(8));
    Turn turn = turn();

    RunCommit commit =
        Commits.of(
            LEASE, turn, execution.decide(now, turn.external()), List.of(), false, Outgoing.NONE);

    assertThat(commit.closing())
        .satisfies(
            closing -> {
              assertThat(closing.status()).isEqualTo(WorkflowStatus.COMPLETED);
              assertThat(closing.result()).isEqualTo(new Payload("\"slept\""));
              assertThat(closing.closedAt()).isEqualTo(now);
            });
  }

  @Test
  void writesNothingForATurnThatChangesNothing() {
    assertThat(Commits.isEmpty(Commits.of(LEASE, turn(), null, List.of(), false, Outgoing.NONE)))
        .isTrue();
    assertThat(Commits.isEmpty(Commits.of(LEASE, turn(), null, List.of(), true, Outgoing.NONE)))
        .isFalse();

    messages.add(Message.outcome(new UUID(9, 9), 7, 1, null));
    assertThat(Commits.isEmpty(Commits.of(LEASE, turn(), null, List.of(), false, Outgoing.NONE)))
        .isFalse();
  }

  private Turn turn() {
    List<InboxMessage> inbox = new ArrayList<>();
    for (Message message : messages) {
      inbox.add(new InboxMessage(RUN.runId(), inbox.size(), message));
    }
    Mailbox.Batch batch = new Mailbox.Batch(inbox, outcomes, retries, null);
    return new Turn(execution, failures, batch, now, seq -> 5);
  }

  private Decision decide(Event... external) {
    Decision decision = execution.decide(now, List.of(external));
    now = now.plusNanos(1_000);
    return decision;
  }

  private static Event signal(String what) {
    return new Event.SignalReceived("call", "x", new Payload('"' + what + '"'));
  }

  private static Mailbox.Settled completed(long seq) {
    return new Mailbox.Settled(seq, new Event.ActivityCompleted(seq, 1, null));
  }

  /** The activities as a run's code sees them. */
  private record Recorded(RunScope scope, Definitions definitions) implements Calls {

    @Override
    public void plain() {
      call("calls.plain");
    }

    @Override
    public void txCall() {
      call("calls.txCall");
    }

    private void call(String name) {
      ActivityDefinition activity = definitions.activity(name);
      try {
        Object ignored = scope.call(activity, new Object[0]);
      } catch (RuntimeException | Error e) {
        throw e;
      } catch (Throwable e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
