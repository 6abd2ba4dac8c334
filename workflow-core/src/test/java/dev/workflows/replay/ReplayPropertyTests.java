package dev.workflows.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workflows.ErrorCode;
import dev.workflows.Failure;
import dev.workflows.definition.ActivityDefinition;
import dev.workflows.history.ChildEnd;
import dev.workflows.history.Event;
import dev.workflows.history.EventType;
import dev.workflows.history.RecordedEvent;
import dev.workflows.payload.Payload;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Drives code of every kind by chance, then executes it again from every place where its history
 * once ended: the same state must be reached, and the same further events decided.
 */
class ReplayPropertyTests {

  private static final int SCRIPTS = 80;
  private static final int MOST_TURNS = 40;

  /** A turn as it was made, and what was known after it; {@code external} is null for others. */
  private record Step(
      Instant at,
      List<Event> external,
      List<UpdateRequest> updates,
      List<UpdateAnswer> answers,
      int historyBefore,
      int historyAfter,
      Map<String, Object> state) {}

  private static final Set<EventType> SEEN = EnumSet.noneOf(EventType.class);

  private final ReplayKit kit = new ReplayKit();

  static IntStream seeds() {
    return IntStream.range(0, SCRIPTS);
  }

  @AfterEach
  void returnThreads() {
    kit.close();
  }

  @AfterAll
  static void everyKindOfEventWasSeen() {
    assertThat(SEEN)
        .isEqualTo(
            EnumSet.complementOf(
                EnumSet.of(EventType.WORKFLOW_TERMINATED, EventType.WORKFLOW_TIMED_OUT)));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void reachesTheSameStateAndDecidesTheSameFromEveryPrefix(int seed) {
    TestRun run = kit.run(kit.define(Wild.class, context -> new Wild(context, kit.acts)));
    List<Step> steps = drive(run, new Random(seed));
    run.execution().end();

    run.events().forEach(event -> SEEN.add(event.type()));
    for (int from = 0; from < steps.size(); from++) {
      goOnFrom(run, steps, from);
    }
  }

  private void goOnFrom(TestRun run, List<Step> steps, int from) {
    Step last = steps.get(from);
    RunExecution again =
        new RunExecution(
            ReplayKit.RUN, kit.define(Wild.class, c -> new Wild(c, kit.acts)), kit.parts);
    try {
      again.replay(run.history().subList(0, last.historyAfter()));
      assertThat(run.state(again))
          .as("after %d events", last.historyAfter())
          .isEqualTo(last.state());
      for (Step next : steps.subList(from + 1, steps.size())) {
        if (next.external() == null) {
          return;
        }
        Decision decision = again.decide(next.at(), next.external(), next.updates());
        assertThat(comparableAnswers(decision.answers()))
            .isEqualTo(comparableAnswers(next.answers()));
        assertThat(decision.firstSeq()).isEqualTo(next.historyBefore() + 1);
        assertThat(comparable(decision.events())).isEqualTo(comparable(eventsOf(run, next)));
        assertThat(run.state(again)).isEqualTo(next.state());
      }
    } finally {
      again.end();
    }
  }

  private List<Object> comparableAnswers(List<UpdateAnswer> answers) {
    return answers.stream()
        .map(
            answer ->
                answer.kind() == UpdateAnswer.Kind.COMPLETED
                    ? answer
                    : List.of(
                        answer.messageId(),
                        answer.kind(),
                        answer.seq(),
                        withoutStack(Objects.requireNonNull(answer.payload()))))
        .toList();
  }

  private List<Object> comparable(List<Event> events) {
    return events.stream()
        .map(
            event -> {
              if (event instanceof Event.UpdateFailed failed) {
                return List.of(failed.acceptedSeq(), withoutStack(failed.failure()));
              }
              return event instanceof Event.WorkflowFailed failed
                  ? withoutStack(failed.failure())
                  : event;
            })
        .toList();
  }

  /** Traces tell how the JVM called a method, which changes once it has been called often. */
  private String withoutStack(Payload payload) {
    Failure failure = kit.parts.failures().decode(payload);
    return failure.summary() + failure.declaredAs() + failure.code();
  }

  private static List<Event> eventsOf(TestRun run, Step step) {
    return run.history().subList(step.historyBefore(), step.historyAfter()).stream()
        .map(RecordedEvent::event)
        .toList();
  }

  // ---- a script of chance

  private List<Step> drive(TestRun run, Random chance) {
    List<Step> steps = new ArrayList<>();
    Event started = run.started(chance.nextLong(), 1 + chance.nextInt(12));
    if (chance.nextBoolean()) {
      step(run, steps, List.of(started));
    } else {
      run.foreign(started, null).reload();
      note(run, steps, 0);
      step(run, steps, chance.nextBoolean() ? List.of() : List.of(run.signalOf("push", "early")));
    }
    boolean cancelled = false;
    while (!run.execution().isClosed() && steps.size() < MOST_TURNS) {
      if (chance.nextInt(10) == 0) {
        int before = run.history().size();
        run.ownerChanges().reload();
        note(run, steps, before);
      } else if (chance.nextInt(8) == 0) {
        int before = run.history().size();
        run.foreign(Event.Custom.of("note", new byte[] {7}), null).reload();
        note(run, steps, before);
      } else if (chance.nextInt(6) == 0) {
        run.reload();
      }
      List<Event> external = new ArrayList<>();
      List<UpdateRequest> updates = new ArrayList<>();
      if (!cancelled && chance.nextInt(25) == 0) {
        cancelled = true;
        cancel(run, external);
      } else {
        arrive(run, chance, external, updates);
      }
      step(run, steps, external, updates);
    }
    return steps;
  }

  private static void cancel(TestRun run, List<Event> external) {
    external.add(run.cancelOf("by chance"));
    for (long seq : run.execution().cancellableCalls()) {
      external.add(run.failureOf(seq, Failure.of(ErrorCode.ACTIVITY_CANCELLED, "asked to end")));
    }
  }

  private static void arrive(
      TestRun run, Random chance, List<Event> external, List<UpdateRequest> updates) {
    while (external.isEmpty() && updates.isEmpty()) {
      if (chance.nextInt(3) == 0) {
        external.add(run.signalOf("push", "p" + chance.nextInt(100)));
      }
      if (chance.nextInt(8) == 0) {
        external.add(run.signalOf("two", 1, List.of("x", "y")));
      }
      for (int i = chance.nextInt(12); i > 9; i--) {
        updates.add(run.updateOf("change", "c".repeat(chance.nextInt(4))));
      }
      outcomes(run, chance, external);
      endsOfChildren(run, chance, external);
      fireTimers(run, chance, external);
    }
  }

  /** In any order: those of transactional activities come as they were accepted. */
  private static void outcomes(TestRun run, Random chance, List<Event> external) {
    Map<Long, ActivityDefinition> pending = run.execution().pendingCalls();
    List<Long> calls = new ArrayList<>(pending.keySet());
    Collections.shuffle(calls, chance);
    for (long seq : calls) {
      if (chance.nextBoolean()) {
        external.add(outcome(run, chance, seq, pending.get(seq).name()));
      }
    }
  }

  private static void endsOfChildren(TestRun run, Random chance, List<Event> external) {
    for (long seq : run.execution().pendingChildren().keySet()) {
      switch (chance.nextInt(5)) {
        case 0, 1 -> external.add(run.childCompletionOf(seq, "of " + seq));
        case 2 -> {
          ChildEnd[] ends = ChildEnd.values();
          external.add(run.childFailureOf(seq, ends[chance.nextInt(ends.length)]));
        }
        default -> {}
      }
    }
  }

  private static Event outcome(TestRun run, Random chance, long seq, String activity) {
    boolean reserves = activity.endsWith("reserve");
    return switch (chance.nextInt(reserves ? 5 : 1)) {
      case 1 -> run.failureOf(seq, new IOException("disk"));
      case 2 -> run.failureOf(seq, new Acts.DiskGone("gone"));
      case 3 -> run.failureOf(seq, new Acts.OutOfStock("none left"));
      case 4 -> run.failureOf(seq, new IllegalStateException("other"));
      default ->
          run.completionOf(
              seq, activity.endsWith("count") ? (Object) chance.nextInt() : result(activity));
    };
  }

  private static Object result(String activity) {
    return activity.endsWith("release") ? null : "of " + activity;
  }

  private static void fireTimers(TestRun run, Random chance, List<Event> external) {
    Map<Long, Instant> timers = run.execution().pendingTimers();
    if (chance.nextBoolean()) {
      timers.values().stream()
          .min(Instant::compareTo)
          .filter(run.now()::isBefore)
          .ifPresent(due -> run.advance(Duration.between(run.now(), due)));
    }
    timers.forEach(
        (seq, due) -> {
          if (!due.isAfter(run.now())) {
            external.add(new Event.TimerFired(seq));
          }
        });
  }

  private static void step(TestRun run, List<Step> steps, List<Event> external) {
    step(run, steps, external, List.of());
  }

  private static void step(
      TestRun run, List<Step> steps, List<Event> external, List<UpdateRequest> updates) {
    int before = run.history().size();
    Instant at = run.now();
    List<UpdateAnswer> answers = run.turn(external, updates).answers();
    int after = run.history().size();
    steps.add(new Step(at, external, updates, answers, before, after, run.state()));
  }

  private static void note(TestRun run, List<Step> steps, int before) {
    steps.add(
        new Step(run.now(), null, List.of(), List.of(), before, run.history().size(), run.state()));
  }
}
