package dev.workflows.test.simulation;

import dev.workflows.RunFilter;
import dev.workflows.spi.RunRecord;
import dev.workflows.test.InMemoryWorkflowStore;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One seed, from the first node's start to the last run's end. */
final class Simulation {

  private static final int FAULTY_STEPS = 800;
  private static final int CHECK_EVERY = 64;
  private static final int DRAIN_STEPS = 5_000;

  private final World world;
  private final InMemoryWorkflowStore store;
  private final Faults faults;
  private final Ledger ledger;
  private final Cluster cluster;
  private final Clients clients;
  private final Checks checks;

  /**
   * What came of a seed.
   *
   * @param violations what must not be
   * @param trace equal for equal seeds
   */
  record Result(
      long seed, List<Fault> faults, List<String> violations, long trace, int steps, int repeated) {

    boolean isGood() {
      return violations.isEmpty();
    }
  }

  private Simulation(long seed, List<Fault> planned, @Nullable Guard missing) {
    world = new World(seed);
    store = new InMemoryWorkflowStore(world::instant);
    ledger = new Ledger(store);
    Stamps stamps = new Stamps(world);
    faults = new Faults(planned);
    cluster = new Cluster(world, stamps.watching(store), faults, ledger, missing);
    clients = new Clients(world, cluster, store);
    checks = new Checks(store, clients, ledger, stamps);
  }

  static Result run(long seed) {
    return run(seed, faults(seed), null);
  }

  /** What goes wrong in a seed unless one says otherwise. */
  static List<Fault> faults(long seed) {
    return Faults.of(seed, FAULTY_STEPS);
  }

  static Result run(long seed, List<Fault> planned, @Nullable Guard missing) {
    Simulation simulation = new Simulation(seed, planned, missing);
    simulation.execute();
    return new Result(
        seed,
        planned,
        simulation.checks.violations(),
        simulation.world.trace(),
        simulation.world.steps(),
        simulation.ledger.repeated());
  }

  /** The same violation with as few faults as may be: one after the other is left out. */
  static Result shrunk(Result bad) {
    Result smallest = bad;
    for (Fault fault : bad.faults()) {
      List<Fault> fewer = new ArrayList<>(smallest.faults());
      fewer.remove(fault);
      Result result = run(bad.seed(), fewer, null);
      smallest = result.isGood() ? smallest : result;
    }
    return smallest;
  }

  private void execute() {
    try {
      cluster.begin(1 + world.pick(4));
      clients.begin();
      world.run(this::isFaulty);
      cluster.heal();
      clients.finish();
      int until = world.steps() + DRAIN_STEPS;
      world.run(() -> goesOn() && (world.steps() % 8 != 0 || !isDone()) && world.steps() < until);
      checks.atTheEnd(isDone());
      if (!checks.allHold()) {
        checks.violated("By then: " + cluster);
      }
    } catch (RuntimeException | AssertionError e) {
      checks.violated("The simulation itself failed: " + e + causes(e));
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

  private static String causes(Throwable e) {
    StringBuilder text = new StringBuilder();
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      text.append("\n caused by ").append(cause);
      List.of(cause.getStackTrace()).stream()
          .limit(12)
          .forEach(f -> text.append("\n   ").append(f));
    }
    return text.toString();
  }

  private boolean isDone() {
    return clients.areDone() && records().stream().noneMatch(run -> run.status().isOpen());
  }

  private List<RunRecord> records() {
    return store.runs().list(RunFilter.all(), null, 1_000);
  }
}
