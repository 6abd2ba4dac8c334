package dev.workflows.jdbc.sequence;

import java.time.Duration;
import java.util.List;

/**
 * Makes operations up by a seed, as nodes and clients would ask for them that know a part of what
 * happened.
 */
final class Sequence {

  private static final int NODES = 3;

  private final Chance chance;
  private final Script script = new Script();
  private final NodeSteps nodes;
  private final ClientSteps clients;
  private final TurnSteps turns;
  private final ReadSteps reads;

  private Sequence(long seed) {
    chance = new Chance(seed);
    nodes = new NodeSteps(chance, script);
    clients = new ClientSteps(chance, script);
    turns = new TurnSteps(chance, script, clients);
    reads = new ReadSteps(chance, script, clients);
  }

  static List<Operation> of(long seed, int length) {
    Sequence sequence = new Sequence(seed);
    for (int i = 0; i < NODES; i++) {
      sequence.nodes.register();
    }
    while (sequence.script.operations().size() < length) {
      sequence.step();
    }
    return sequence.script.operations();
  }

  private void step() {
    script.pass(Duration.ofMillis(1 + chance.upTo(chance.percent(10) ? 9_000 : 300)));
    int kind = chance.upTo(100);
    if (kind < 14) {
      clients.start();
    } else if (kind < 38) {
      turns.commit();
    } else if (kind < 50) {
      clients.send();
    } else if (kind < 72) {
      nodes.own();
    } else if (kind < 79) {
      turns.transact();
    } else if (kind < 84) {
      clients.inTransaction();
    } else {
      reads.read();
    }
  }
}
