package dev.workflows.test.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workflows.Failure;
import dev.workflows.StartOptions;
import dev.workflows.WorkflowClient;
import dev.workflows.WorkflowClosedException;
import dev.workflows.WorkflowFailedException;
import dev.workflows.history.DerivedId;
import dev.workflows.history.Event;
import dev.workflows.history.RecordedEvent;
import dev.workflows.spi.RunRecord;
import dev.workflows.spi.WorkflowStore;
import dev.workflows.test.engine.EngineHarness;
import dev.workflows.test.engine.Eventually;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Scenarios, each executed undisturbed, and then as often as it was written: for every such run one
 * write is the last that its process makes. All processes that die are one, so that all of them can
 * be mourned together; another one ends what is left.
 */
final class Rehearsal {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final WorkflowStore store;
  private final Map<String, Scenario> scenarios;
  private final boolean older;
  private final CutStore cut;
  private final CountedSteps steps = new CountedSteps();
  private final Map<String, List<Trial>> trials = new LinkedHashMap<>();
  private final Map<String, String> undisturbed = new HashMap<>();
  private final Map<String, Map<String, Integer>> callsAtDeath = new HashMap<>();
  private final Map<String, String> outcomes = new HashMap<>();

  /**
   * A rehearsal that has not begun.
   *
   * @param older whether runs begin with the first version of the model where there are two
   */
  Rehearsal(WorkflowStore store, List<Scenario> scenarios, boolean older) {
    this.store = store;
    this.older = older;
    this.cut = new CutStore(store);
    this.scenarios =
        scenarios.stream()
            .collect(
                Collectors.toMap(
                    Scenario::name, Function.identity(), (a, b) -> a, LinkedHashMap::new));
  }

  /** A run of a scenario whose process died after so many writes. */
  private record Trial(String id, int writes) {}

  /** Executes everything; what came of it is verified scenario by scenario. */
  void perform() {
    try (EngineHarness doomed = harness(cut, Scenario::code)) {
      performUndisturbed(doomed.client());
      performUntilDeath(doomed.client());
    }
    eachTrial((name, trial) -> remember(trial));
    try (EngineHarness survivor = harness(store, Scenario::later)) {
      WorkflowClient client = survivor.client();
      eachTrial((name, trial) -> request(client, store, name, trial));
      if (older) {
        eachTrial((name, trial) -> requestUntilAtRest(client, name, trial));
      }
      eachTrial((name, trial) -> outcomes.put(trial.id(), outcome(client, trial.id())));
      lookAfterwards(survivor.client());
    }
  }

  /** What was rejected, as nothing could be moved yet, is asked for until all is over. */
  private void requestUntilAtRest(WorkflowClient client, String name, Trial trial) {
    Eventually.holds(
        PATIENCE,
        () -> {
          request(client, store, name, trial);
          assertThat(isAtRest(trial.id())).as(trial.id()).isTrue();
        });
  }

  private void eachTrial(BiConsumer<String, Trial> action) {
    trials.forEach((name, all) -> all.forEach(trial -> action.accept(name, trial)));
  }

  /** What somebody finds who asks when everything is over. */
  private void lookAfterwards(WorkflowClient client) {
    scenarios.forEach(
        (name, scenario) ->
            Stream.concat(
                    Stream.ofNullable(undisturbed.get(name)),
                    trials.getOrDefault(name, List.of()).stream().map(Trial::id))
                .forEach(
                    id ->
                        outcomes.computeIfPresent(
                            id, (key, end) -> end + scenario.afterwards().apply(client, id))));
  }

  private EngineHarness harness(WorkflowStore seen, Function<Scenario, Scenario.Script> deployed) {
    EngineHarness harness = new EngineHarness(seen);
    ModelSteps stubs = harness.activities(ModelSteps.class, steps);
    Map<String, Scenario.Script> scripts = new HashMap<>();
    scenarios.forEach(
        (name, scenario) -> {
          scripts.put(name, deployed.apply(scenario));
          scripts.putAll(scenario.parts());
        });
    harness.workflow(ModelWorkflow.class, context -> new ModelWorkflow(context, stubs, scripts));
    if (older) {
      harness.workflow(
          SecondModelWorkflow.class,
          context -> new SecondModelWorkflow(new ModelWorkflow(context, stubs, scripts)));
    }
    return harness.start();
  }

  private void performUndisturbed(WorkflowClient client) {
    Map<String, String> ids = new LinkedHashMap<>();
    for (String name : scenarios.keySet()) {
      String id = begin(client, name, Integer.MAX_VALUE);
      ids.put(name, id);
    }
    ids.forEach(
        (name, id) -> {
          undisturbed.put(name, id);
          outcomes.put(id, outcome(client, id));
          Eventually.holds(PATIENCE, () -> assertThat(isAtRest(id)).as(id).isTrue());
          List<Trial> all = new ArrayList<>();
          for (int writes = 1; writes < cut.writes(id); writes++) {
            all.add(new Trial(id + " " + writes, writes));
          }
          trials.put(name, all);
        });
  }

  private String begin(WorkflowClient client, String name, int writes) {
    String id = UUID.randomUUID() + " undisturbed";
    cut.limit(id, writes);
    request(client, cut, name, new Trial(id, writes));
    return id;
  }

  private void performUntilDeath(WorkflowClient client) {
    eachTrial(
        (name, trial) -> {
          cut.limit(trial.id(), trial.writes());
          request(client, cut, name, trial);
        });
    eachTrial(
        (name, trial) ->
            Eventually.holds(
                PATIENCE,
                () ->
                    assertThat(cut.isCut(trial.id()) || isAtRest(trial.id()))
                        .as(trial.id())
                        .isTrue()));
  }

  /** Asks for the run as a caller does who does not know what became of it. */
  private void request(WorkflowClient client, WorkflowStore seen, String name, Trial trial) {
    try {
      if (older) {
        SecondModelWorkflow.startBefore(seen, trial.id(), name);
      } else {
        StartOptions plain = StartOptions.of(trial.id()).withIdempotencyKey(trial.id());
        client.start("model", scenario(name).options().apply(plain), name, "");
      }
      scenario(name).requests().accept(client, trial.id());
    } catch (WorkflowClosedException e) {
      // it got everything it needed before its process died
    }
  }

  private Scenario scenario(String name) {
    return Objects.requireNonNull(scenarios.get(name));
  }

  /** Whether nothing of a run, nor of those that it called, is to be written any more. */
  private boolean isAtRest(String id) {
    return store.runs().find(id).isPresent()
        && family(id).stream()
            .noneMatch(run -> store.runs().runs(List.of(run)).get(0).status().isOpen());
  }

  private static String outcome(WorkflowClient client, String id) {
    try {
      return "COMPLETED " + client.result(id, String.class, PATIENCE);
    } catch (WorkflowFailedException e) {
      Failure failure = e.failure();
      return e.status() + (failure == null ? "" : " " + failure.message());
    }
  }

  // ---- what was recorded when the process died is not executed again

  private void remember(Trial trial) {
    Map<String, Integer> calls = new HashMap<>();
    for (UUID run : family(trial.id())) {
      List<RecordedEvent> history = history(run);
      for (RecordedEvent event : history) {
        if (event.event() instanceof Event.ActivityCompleted completed) {
          String key = key(history.get((int) completed.scheduledSeq() - 1).event(), true);
          calls.put(key, steps.calls(key));
        }
      }
    }
    callsAtDeath.put(trial.id(), calls);
  }

  private List<RecordedEvent> history(UUID run) {
    return store.histories().read(run, 1, Long.MAX_VALUE);
  }

  /** A run, those in which it goes on, and those that they called, in the order of their calls. */
  private Set<UUID> family(String id) {
    UUID first = store.runs().find(id).map(RunRecord::chainId).orElseThrow();
    Set<UUID> found = new LinkedHashSet<>();
    Deque<UUID> next = new ArrayDeque<>(List.of(first));
    while (!next.isEmpty()) {
      UUID run = next.remove();
      if (found.add(run)) {
        next.addAll(relatives(run));
      }
    }
    return found;
  }

  private List<UUID> relatives(UUID run) {
    List<UUID> relatives = new ArrayList<>();
    for (RecordedEvent event : history(run)) {
      UUID child = DerivedId.of(run, event.seq());
      if (event.event() instanceof Event.WorkflowContinuedAsNew goesOn) {
        relatives.add(goesOn.nextRunId());
      } else if (event.event() instanceof Event.ChildScheduled
          && !store.runs().runs(List.of(child)).isEmpty()) {
        relatives.add(child);
      }
    }
    return relatives;
  }

  private List<String> scheduled(String id) {
    return family(id).stream()
        .flatMap(run -> history(run).stream())
        .map(RecordedEvent::event)
        .filter(event -> event instanceof Event.ActivityScheduled)
        .map(event -> key(event, false))
        .collect(Collectors.toCollection(ArrayList::new));
  }

  /** What a call is told apart by: its last argument, or that and the first, the workflow id. */
  private static String key(Event event, boolean withRun) {
    Event.ActivityScheduled call = (Event.ActivityScheduled) event;
    String[] arguments = Objects.requireNonNull(call.arguments()).json().split("\"", -1);
    String last = arguments[arguments.length - 2];
    String key = call.activity().endsWith("iveBack") ? CountedSteps.UNDO + last : last;
    boolean isTask = arguments[1].equals("workflowId");
    return withRun ? CountedSteps.name(arguments[isTask ? 3 : 1], key) : key;
  }

  // ---- what came of it

  void verify(String name) {
    Scenario scenario = scenario(name);
    String first = undisturbed.getOrDefault(name, "none");
    assertThat(outcomes).as("undisturbed").containsEntry(first, scenario.outcome());
    verifyCalls(scenario, first);
    List<Trial> all = trials.getOrDefault(name, List.of());
    assertThat(all).as("deaths").anyMatch(trial -> cut.isCut(trial.id()));
    for (Trial trial : all) {
      assertThat(outcomes.get(trial.id()))
          .as("after the death at write %d", trial.writes())
          .isEqualTo(scenario.outcome());
      verifyCalls(scenario, trial.id());
      verifyCounts(trial);
    }
  }

  private void verifyCalls(Scenario scenario, String id) {
    List<String> calls = scheduled(id);
    int any = scenario.calls().indexOf("*");
    if (any >= 0 && any < calls.size()) {
      calls.set(any, "*");
    }
    if (scenario.inOrder()) {
      assertThat(calls).isEqualTo(scenario.calls());
    } else {
      assertThat(calls).containsExactlyInAnyOrderElementsOf(scenario.calls());
    }
  }

  private void verifyCounts(Trial trial) {
    callsAtDeath
        .getOrDefault(trial.id(), Map.of())
        .forEach(
            (key, count) ->
                assertThat(steps.calls(key))
                    .as("calls of '%s', recorded before the death at %d", key, trial.writes())
                    .isEqualTo(count));
  }
}
