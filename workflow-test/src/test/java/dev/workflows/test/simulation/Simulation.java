package dev.workflows.test.simulation;

import dev.workflows.RunFilter;
import dev.workflows.spi.RunRecord;
import dev.workflows.test.InMemoryWorkflowStore;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One scenario, from the first node's start to the last run's end. */
final class Simulation {

  private static final int CHECK_EVERY = 64;
  private static final int DRAIN_STEPS = 12_000;

  private final List<String> violations = new ArrayList<>();
  private final World world;
  private final Scenario scenario;
  private final InMemoryWorkflowStore store;
  private final Faults faults;
  private final Ledger ledger;
  private final Stamps stamps;
  private final Cluster cluster;
  private final Clients clients;
  private final Checks checks;

  /**
   * What came of a scenario.
   *
   * @param violations what must not be
   * @param trace equal for equal scenarios
   * @param repeated how often an activity succeeded that had succeeded before
   * @param blocked how many runs were found blocked on the way
   * @param lateness of the timer that fired latest
   */
  record Result(
      Scenario scenario,
      List<String> violations,
      long trace,
      int steps,
      int repeated,
      int blocked,
      Duration lateness) {

    boolean isGood() {
      return violations.isEmpty();
    }

    long seed() {
      return scenario.seed();
    }

    @Override
    public String toString() {
      return scenario + "\n" + String.join("\n", violations);
    }
  }

  private Simulation(Scenario scenario, @Nullable Guard missing) {
    this.scenario = scenario;
    world = new World(scenario.seed());
    store = new InMemoryWorkflowStore(world::instant);
    ledger = new Ledger(store, violations::add);
    stamps = new Stamps(world);
    faults = new Faults(scenario.faults());
    cluster = new Cluster(world, stamps.watching(store), faults, ledger, missing);
    clients = new Clients(world, cluster, store);
    checks = new Checks(store, clients, ledger, stamps, violations);
  }

  static Result run(long seed) {
    return run(Scenario.of(seed));
  }

  static Result run(Scenario scenario) {
    return new Simulation(scenario, null).run();
  }

  /** Runs it where a guard is missing. */
  static Result run(Scenario scenario, Guard missing) {
    return new Simulation(scenario, missing).run();
  }

  private Result run() {
    execute();
    return new Result(
        scenario,
        List.copyOf(violations),
        world.trace(),
        world.steps(),
        ledger.repeated(),
        checks.blocked(),
        stamps.lateness());
  }

  private void execute() {
    try {
      cluster.begin(scenario.workload().nodes());
      clients.begin(scenario.workload().runs());
      world.run(this::isFaulty);
      cluster.heal();
      clients.finish(faults::mayStillLand);
      int until = world.steps() + DRAIN_STEPS;
      world.run(() -> goesOn() && (world.steps() % 8 != 0 || !isDone()) && world.steps() < until);
      checks.atTheEnd(isDone());
      if (!checks.allHold()) {
        checks.violated("By then: " + cluster);
      }
    } catch (RuntimeException | AssertionError e) {
      checks.violated("The simulation itself failed: " + stack(e));
    } finally {
      cluster.end();
    }
  }

  private boolean isFaulty() {
    if (!goesOn() || faults.areOver()) {
      return false;
    }
    cluster.suffer();
    return true;
  }

  private boolean goesOn() {
    if (world.steps() % CHECK_EVERY == 0) {
      checks.onTheWay();
    }
    return checks.allHold();
  }

  private static String stack(Throwable e) {
    StringWriter text = new StringWriter();
    e.printStackTrace(new PrintWriter(text));
    return text.toString();
  }

  private boolean isDone() {
    return clients.areDone() && records().stream().noneMatch(run -> run.status().isOpen());
  }

  private List<RunRecord> records() {
    return store.runs().list(RunFilter.all(), null, 1_000);
  }
}
