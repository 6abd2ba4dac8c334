package dev.workflows.test.simulation;

import dev.workflows.RunFilter;
import dev.workflows.RunId;
import dev.workflows.StartOptions;
import dev.workflows.WorkflowAlreadyExistsException;
import dev.workflows.WorkflowClosedException;
import dev.workflows.WorkflowException;
import dev.workflows.WorkflowNotFoundException;
import dev.workflows.spi.RunRecord;
import dev.workflows.test.InMemoryWorkflowStore;
import dev.workflows.test.simulation.Call.Answer;
import dev.workflows.test.simulation.Call.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Who starts runs, tells them things, and ends some. They insist until they have an answer. */
final class Clients {

  private static final int PERSISTENCE = 40;

  private final World world;
  private final Cluster cluster;
  private final InMemoryWorkflowStore store;
  private final List<Call> calls = new ArrayList<>();
  private int active;

  Clients(World world, Cluster cluster, InMemoryWorkflowStore store) {
    this.world = world;
    this.cluster = cluster;
    this.store = store;
  }

  /** What they asked for so far, and were told. */
  List<Call> calls() {
    return calls;
  }

  boolean areDone() {
    return active == 0;
  }

  /** Lets them begin: each run has some who start it, talk to it, or end it. */
  void begin(List<Workload.Run> runs) {
    for (Workload.Run run : runs) {
      for (int i = 0; i < run.starters(); i++) {
        client(() -> start(run.id(), run.plan()));
      }
      for (int i = 0; i < run.messages().size(); i++) {
        String name = "c" + i;
        int count = run.messages().get(i);
        client(() -> talk(run.id(), name, count));
      }
      if (run.isCancelled()) {
        client(() -> end(run.id(), Kind.CANCEL));
      }
      if (run.isTerminated()) {
        client(() -> end(run.id(), Kind.TERMINATE));
      }
    }
  }

  private void client(Runnable script) {
    active++;
    world.begin(
        null,
        "client",
        () -> {
          pause(3_000);
          script.run();
          active--;
        });
  }

  private void start(String id, List<String> plan) {
    boolean keyed = world.chance(30);
    StartOptions options = StartOptions.of(id);
    options = keyed ? options.withIdempotencyKey("key-" + id) : options;
    options = world.chance(20) ? options.withDelay(Duration.ofMillis(world.pick(3_000))) : options;
    StartOptions chosen = options;
    boolean joins = world.chance(30);
    boolean rollsBack = joins && world.chance(20);
    if (rollsBack) {
      Outcome outcome =
          ask(node -> inTransaction(() -> node.client().start("journey", chosen, plan), true));
      note(Kind.START, id, keyed ? "key-" + id : null, outcome.rolledBack(), true);
      pause(100);
    }
    Outcome outcome =
        ask(
            node ->
                joins
                    ? inTransaction(() -> node.client().start("journey", chosen, plan), false)
                    : node.client().start("journey", chosen, plan));
    note(Kind.START, id, keyed ? "key-" + id : null, outcome, joins);
  }

  private void talk(String id, String name, int messages) {
    for (int i = 0; i < messages; i++) {
      pause(2_000);
      if (world.chance(5)) {
        String never = id + "-" + name + "-never-" + i;
        Outcome outcome = ask(node -> inTransaction(() -> tell(node, id, never), true));
        note(Kind.SIGNAL, id, never, outcome.rolledBack(), true);
      }
      talk(id, id + "-" + name + "-" + i, world.chance(20));
      if (world.chance(20)) {
        ask(
            node -> {
              node.client().query(id, "leg");
              return null;
            });
      }
    }
  }

  /** Insists until somebody knows the run. */
  private void talk(String id, String text, boolean joins) {
    Outcome outcome = Outcome.NOBODY;
    for (int tries = 0; tries < 8 && outcome == Outcome.NOBODY; tries++) {
      outcome =
          ask(
              node ->
                  joins ? inTransaction(() -> tell(node, id, text), false) : tell(node, id, text));
      if (outcome == Outcome.NOBODY) {
        pause(1_000);
      }
    }
    note(Kind.SIGNAL, id, text, outcome, joins);
  }

  private static RunId tell(SimulatedNode node, String id, String text) {
    return node.client().signal(id, text, "tell", text);
  }

  /**
   * Tells runs that nobody talks to any more whatever they may wait for.
   *
   * @param moreMayCome whether a run may still begin although nobody asks for it any more
   */
  void finish(BooleanSupplier moreMayCome) {
    client(
        () -> {
          for (int round = 0;
              active > 1 || moreMayCome.getAsBoolean() || !openIds().isEmpty();
              round++) {
            for (String id : openIds()) {
              String text = id + "-bye-" + round;
              note(Kind.SIGNAL, id, text, ask(node -> tell(node, id, text)), false);
            }
            world.rest(null, Duration.ofSeconds(3), "pause");
          }
        });
  }

  private List<String> openIds() {
    return store.runs().list(RunFilter.all(), null, 1_000).stream()
        .filter(run -> run.status().isOpen())
        .map(RunRecord::workflowId)
        .toList();
  }

  private void end(String id, Kind how) {
    pause(6_000);
    Outcome outcome =
        ask(
            node ->
                how == Kind.CANCEL
                    ? node.client().cancel(id, "enough")
                    : node.client().terminate(id, "enough"));
    note(how, id, null, outcome, false);
  }

  private RunId inTransaction(Supplier<RunId> work, boolean rollBack) {
    RunId[] run = new RunId[1];
    store.inTransaction(
        () -> {
          run[0] = work.get();
          pause(50);
          if (rollBack) {
            store.setRollbackOnly();
          }
        });
    return run[0];
  }

  private void note(Kind kind, String id, @Nullable String key, Outcome outcome, boolean joined) {
    RunId run = outcome.run();
    UUID runId = run == null ? null : run.runId();
    calls.add(new Call(kind, id, key, outcome.answer(), runId, joined));
  }

  /** What a client knows in the end. */
  private record Outcome(Answer answer, @Nullable RunId run) {
    static final Outcome NOBODY = new Outcome(Answer.REFUSED, null);

    /** The same, but the client's transaction was rolled back. */
    Outcome rolledBack() {
      return answer == Answer.ACCEPTED ? new Outcome(Answer.ROLLED_BACK, run) : this;
    }
  }

  /** Asks one node after the other until one answers. */
  private Outcome ask(Function<SimulatedNode, @Nullable RunId> question) {
    for (int i = 0; i < PERSISTENCE; i++) {
      SimulatedNode node = cluster.anyUp();
      if (node != null) {
        try {
          return new Outcome(Answer.ACCEPTED, question.apply(node));
        } catch (WorkflowNotFoundException e) {
          return Outcome.NOBODY;
        } catch (WorkflowClosedException | WorkflowAlreadyExistsException e) {
          return new Outcome(Answer.REFUSED, null);
        } catch (NodeDied | WorkflowException noAnswer) {
          // asks another
        }
      }
      pause(1_000);
    }
    return new Outcome(Answer.UNKNOWN, null);
  }

  private void pause(int longestMillis) {
    world.rest(null, world.time(Duration.ofMillis(longestMillis)), "pause");
  }
}
