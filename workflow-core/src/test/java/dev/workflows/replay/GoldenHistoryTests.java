package dev.workflows.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workflows.Failure;
import dev.workflows.definition.WorkflowDefinition;
import dev.workflows.history.Event;
import dev.workflows.history.EventType;
import dev.workflows.history.Migration;
import dev.workflows.history.RecordedEvent;
import dev.workflows.payload.Payload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every history that a release has written can be read, replayed and gone on with by this one. */
class GoldenHistoryTests {

  private static final Path FOLDER = Path.of("src", "test", "resources", "golden");

  private final ReplayKit kit = new ReplayKit();
  private final Map<String, WorkflowDefinition> definitions = new HashMap<>();

  GoldenHistoryTests() {
    GoldenOrder.Shop shop = kit.activities(GoldenOrder.Shop.class);
    GoldenTrip.Agency agency = kit.activities(GoldenTrip.Agency.class);
    add(kit.define(GoldenOrder.class, context -> new GoldenOrder(context, shop)));
    add(kit.define(GoldenTrip.class, context -> new GoldenTrip(context, agency)));
    GoldenSubscription.Press press = kit.activities(GoldenSubscription.Press.class);
    add(kit.define(GoldenSubscription.class, context -> new GoldenSubscription(context, press)));
    add(kit.define(GoldenTicket.class, GoldenTicket::new));
    add(kit.define(GoldenMembership.class, GoldenMembership::new));
  }

  private void add(WorkflowDefinition definition) {
    definitions.put(definition.type(), definition);
  }

  static List<GoldenHistory> histories() {
    return GoldenHistory.all(FOLDER);
  }

  @AfterEach
  void returnThreads() {
    kit.close();
  }

  @Test
  void holdEveryKindOfEvent() {
    Set<EventType> seen = EnumSet.noneOf(EventType.class);
    histories().forEach(golden -> golden.events().forEach(e -> seen.add(e.event().type())));

    assertThat(seen).isEqualTo(EnumSet.allOf(EventType.class));
  }

  @ParameterizedTest
  @MethodSource("histories")
  void areWrittenTheSameAsTheyAreRead(GoldenHistory golden) throws IOException {
    List<String> lines =
        Files.readAllLines(golden.file()).stream()
            .filter(line -> !line.isBlank() && !line.startsWith("#") && !line.startsWith("="))
            .toList();

    assertThat(golden.events().stream().map(GoldenHistory::line)).isEqualTo(lines);
  }

  @ParameterizedTest
  @MethodSource("histories")
  void areReplayedToTheStateThatWasKnown(GoldenHistory golden) {
    RunExecution run = replayed(golden, golden.events().size());

    assertThat(outcome(run)).isEqualTo(golden.outcome());
  }

  @ParameterizedTest
  @MethodSource("histories")
  void areGoneOnWithFromEveryTurnAsTheyWentOn(GoldenHistory golden) {
    int from = 0;
    for (int to : golden.turns()) {
      List<RecordedEvent> turn = golden.events().subList(from, to);
      if (isTurnOfTheCode(turn)) {
        RunExecution run = replayed(golden, from);
        assertThat(comparable(decided(run, turn)))
            .isEqualTo(comparable(turn.stream().map(RecordedEvent::event).toList()));
      }
      from = to;
    }
  }

  private RunExecution replayed(GoldenHistory golden, int events) {
    String type = ((Event.WorkflowStarted) golden.events().get(0).event()).workflowType();
    RunExecution run = new RunExecution(ReplayKit.RUN, definitions.get(type), kit.parts);
    kit.endLater(run);
    run.replay(golden.events().subList(0, events));
    return run;
  }

  /** Not one that a client, an operator or a takeover wrote. */
  private static boolean isTurnOfTheCode(List<RecordedEvent> turn) {
    RecordedEvent first = turn.get(0);
    return !(first.event() instanceof Event.OwnerChanged)
        && !(first.event() instanceof Event.WorkflowTerminated)
        && !(first.event() instanceof Event.WorkflowTimedOut)
        && first.node() != null;
  }

  private static List<Event> decided(RunExecution run, List<RecordedEvent> turn) {
    EventApplier applier = new EventApplier(run);
    List<Event> external =
        turn.stream().map(RecordedEvent::event).filter(applier::isExternal).toList();
    List<Request> requests =
        turn.stream().flatMap(recorded -> request(recorded.event()).stream()).toList();
    return run.decide(turn.get(0).recordedAt(), external, requests).events();
  }

  private static Optional<Request> request(Event event) {
    if (event instanceof Event.WorkflowContinuedAsNew end && end.migration() != null) {
      Migration asked = end.migration();
      return Optional.of(new MigrationRequest(asked.version(), asked.messageId(), asked.by()));
    }
    return event instanceof Event.UpdateAccepted accepted
        ? Optional.of(UpdateRequest.of(accepted))
        : Optional.empty();
  }

  /** The stack trace of a failed run changes with every line of code. */
  private List<Object> comparable(List<Event> events) {
    return events.stream().map(this::withoutStack).toList();
  }

  private Object withoutStack(Event event) {
    if (event instanceof Event.WorkflowFailed failed) {
      return withoutStack(failed.failure());
    }
    return event instanceof Event.UpdateFailed failed
        ? failed.acceptedSeq() + withoutStack(failed.failure())
        : event;
  }

  private String withoutStack(Payload payload) {
    Failure failure = kit.parts.failures().decode(payload);
    return failure.summary() + failure.declaredAs() + failure.code();
  }

  /** What is known of a run, in the lines of a golden history. */
  static List<String> outcome(RunExecution run) {
    List<String> lines = new ArrayList<>();
    run.pendingCalls().forEach((seq, call) -> lines.add("call " + seq + " " + call.name()));
    run.cancellableCalls().forEach(seq -> lines.add("cancellable " + seq));
    run.pendingChildren().forEach((seq, child) -> lines.add("child " + seq + " " + child.policy()));
    run.pendingTimers().forEach((Long seq, Instant due) -> lines.add("timer " + seq + " " + due));
    lines.add("closed " + run.isClosed());
    @SuppressWarnings("unchecked")
    List<String> log = (List<String>) run.query("log", null).value();
    log.forEach(line -> lines.add("log " + line));
    return lines;
  }
}
