package dev.workflows.test.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * What is to be done in one simulation; a seed's own, whatever goes wrong and whoever is in time.
 *
 * @param nodes how many processes there are
 * @param runs what is done with each workflow id
 */
record Workload(int nodes, List<Run> runs) {

  private static final int MOST_NODES = 5;
  private static final int MOST_RUNS = 10;
  private static final int LONGEST_PLAN = 6;

  /**
   * What is done with one workflow id.
   *
   * @param plan the legs of its journey
   * @param starters how many start it
   * @param messages how many messages each of those sends who talk to it
   */
  record Run(
      String id,
      List<String> plan,
      int starters,
      List<Integer> messages,
      boolean isCancelled,
      boolean isTerminated) {

    /** The same, with look-ups on its way in one of four. */
    private Run lookingUp(Random chance) {
      if (chance.nextInt(4) > 0) {
        return this;
      }
      List<String> longer = new ArrayList<>(plan);
      for (int more = 1 + chance.nextInt(2); more > 0; more--) {
        longer.add(chance.nextInt(longer.size() + 1), Journey.Leg.LOOK_UP.name());
      }
      return new Run(id, longer, starters, messages, isCancelled, isTerminated);
    }

    /** The same, with several things at once on its way in one of three. */
    private Run forking(Random chance) {
      if (chance.nextInt(3) > 0) {
        return this;
      }
      Journey.Leg[] legs = Journey.Leg.values();
      int first = Journey.Leg.FORK.ordinal();
      int end = Journey.Leg.CHILD.ordinal();
      List<String> longer = new ArrayList<>(plan);
      for (int more = 1 + chance.nextInt(3); more > 0; more--) {
        Journey.Leg leg = legs[first + chance.nextInt(end - first)];
        longer.add(chance.nextInt(longer.size() + 1), leg.name());
      }
      return new Run(id, longer, starters, messages, isCancelled, isTerminated);
    }

    /** The same, with other runs on its way in one of three. */
    private Run calling(Random chance) {
      if (chance.nextInt(3) > 0) {
        return this;
      }
      Journey.Leg[] legs = Journey.Leg.values();
      int first = Journey.Leg.CHILD.ordinal();
      List<String> longer = new ArrayList<>(plan);
      for (int more = 1 + chance.nextInt(2); more > 0; more--) {
        Journey.Leg leg = legs[first + chance.nextInt(legs.length - first)];
        longer.add(chance.nextInt(longer.size() + 1), leg.name());
      }
      return new Run(id, longer, starters, messages, isCancelled, isTerminated);
    }
  }

  /** One node in twenty seeds, more in all others. */
  static Workload of(long seed) {
    Random chance = new Random(~seed);
    Random lookUps = new Random(31 * seed);
    Random forks = new Random(37 * seed + 1);
    Random calls = new Random(41 * seed + 2);
    int nodes = chance.nextInt(20) == 0 ? 1 : 2 + chance.nextInt(MOST_NODES - 1);
    int runs = 1 + chance.nextInt(MOST_RUNS);
    return new Workload(
        nodes,
        IntStream.range(0, runs)
            .mapToObj(
                number ->
                    run("j" + number, chance).lookingUp(lookUps).forking(forks).calling(calls))
            .toList());
  }

  private static Run run(String id, Random chance) {
    return new Run(
        id,
        plan(chance),
        chance.nextInt(100) < 20 ? 2 : 1,
        IntStream.range(0, chance.nextInt(3)).mapToObj(any -> 1 + chance.nextInt(4)).toList(),
        chance.nextInt(100) < 20,
        chance.nextInt(100) < 12);
  }

  private static List<String> plan(Random chance) {
    Journey.Leg[] legs = Journey.Leg.values();
    int legsByThemselves = Journey.Leg.LOOK_UP.ordinal();
    List<String> plan = new ArrayList<>();
    int length = chance.nextInt(LONGEST_PLAN + 1);
    if (chance.nextInt(4) == 0) {
      plan.add(Journey.Leg.CHANGED.name());
    }
    for (int i = 0; i < length; i++) {
      plan.add(legs[chance.nextInt(legsByThemselves)].name());
    }
    return plan;
  }

  /** The same without one of its runs. */
  Workload without(Run run) {
    return new Workload(nodes, runs.stream().filter(other -> other != run).toList());
  }
}
