package dev.workflows.test.simulation;

import dev.workflows.definition.Definitions;
import dev.workflows.spi.WorkflowStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The processes, and what becomes of them. */
final class Cluster {

  private static final Duration DRAIN = Duration.ofMillis(200);

  private final World world;
  private final WorkflowStore store;
  private final Faults faults;
  private final Ledger ledger;
  private final @Nullable Guard missing;
  private final List<SimulatedNode> nodes = new ArrayList<>();
  private Code.Version version = Code.Version.OLD;
  private Definitions deployed;
  private int count;
  private boolean hasDeployed;

  /**
   * No processes yet.
   *
   * @param missing what their way to the database lacks
   */
  Cluster(World world, WorkflowStore store, Faults faults, Ledger ledger, @Nullable Guard missing) {
    this.world = world;
    this.store = store;
    this.faults = faults;
    this.ledger = ledger;
    this.missing = missing;
    this.deployed = definitions();
  }

  private Definitions definitions() {
    return missing == null ? Engines.of(version) : missing.definitions(version);
  }

  void begin(int size) {
    for (int i = 0; i < size; i++) {
      startNode();
    }
  }

  private void startNode() {
    Definitions code = deployed;
    SimulatedNode node =
        new SimulatedNode(
            world,
            count++,
            made -> {
              WorkflowStore way = SimulatedDatabase.of(weakened(made.number()), made, faults);
              return Engines.engine(
                  made,
                  missing == null ? way : missing.onTheWay(way),
                  code,
                  context -> ledger.on(made, context),
                  missing == null ? Engines.LEASE : missing.leaseOf(made.number()));
            });
    nodes.add(node);
    node.onDeath(() -> world.after(null, downTime(), "restart", () -> replace(node)));
    world.begin(node, "start", node::start);
  }

  private WorkflowStore weakened(int node) {
    return missing == null ? store : missing.without(store, node);
  }

  private Duration downTime() {
    return Duration.ofMillis(1L << world.pick(14));
  }

  private void replace(SimulatedNode dead) {
    nodes.remove(dead);
    startNode();
  }

  /** A node that can be asked, if there is one. */
  @Nullable SimulatedNode anyUp() {
    List<SimulatedNode> up = nodes.stream().filter(SimulatedNode::isUp).toList();
    return up.isEmpty() ? null : up.get(world.pick(up.size()));
  }

  /** Lets happen what is to go wrong by now. */
  void suffer() {
    for (Fault fault = faults.next(world.steps());
        fault != null;
        fault = faults.next(world.steps())) {
      suffer(fault);
    }
  }

  private void suffer(Fault fault) {
    SimulatedNode node = nodes.get(fault.node() % nodes.size());
    Duration time = Duration.ofMillis(fault.millis());
    switch (fault.kind()) {
      case KILL -> node.kill();
      case KILL_ALL -> List.copyOf(nodes).forEach(SimulatedNode::kill);
      case FREEZE -> node.freeze(time);
      case CUT -> node.cutOff(time);
      case STOP -> stop(node);
      case DEPLOY -> deployOther(node);
      default -> throw new IllegalArgumentException("Not of a node: " + fault);
    }
  }

  private void stop(SimulatedNode node) {
    if (node.mayStop()) {
      world.begin(null, "stop", () -> node.stop(DRAIN));
    }
  }

  private void deployOther(SimulatedNode first) {
    hasDeployed = true;
    version = version.other();
    deployed = definitions();
    stop(first);
  }

  /** From now on nothing goes wrong any more, and there is code that can go on with every run. */
  void heal() {
    faults.end();
    if (hasDeployed) {
      deployed = Engines.definitions(new Code.Both(store.histories()));
      List.copyOf(nodes).forEach(this::replaceSoon);
    }
  }

  private void replaceSoon(SimulatedNode node) {
    if (node.isUp()) {
      stop(node);
    } else {
      node.kill();
    }
  }

  @Override
  public String toString() {
    return world.instant() + " " + nodes;
  }

  /** Ends all threads. */
  void end() {
    nodes.forEach(SimulatedNode::kill);
    world.end();
  }
}
