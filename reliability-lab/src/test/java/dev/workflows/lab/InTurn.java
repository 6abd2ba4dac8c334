package dev.workflows.lab;

import dev.workflows.lab.experiment.Fault;
import dev.workflows.lab.experiment.Scene;
import java.util.List;
import java.util.stream.Collectors;

/** Faults that happen to the same fleet, one after the other. */
record InTurn(List<Turn> turns) implements Fault {

  /** How often a fault happens before the next one does. */
  record Turn(Fault fault, int count) {}

  static InTurn of(Turn... turns) {
    return new InTurn(List.of(turns));
  }

  @Override
  public String id() {
    return turns.stream().map(turn -> turn.fault().id()).collect(Collectors.joining("_"));
  }

  @Override
  public String title() {
    return turns.stream().map(turn -> turn.fault().title()).collect(Collectors.joining(", then "));
  }

  /** How often anything happens. */
  int count() {
    return turns.stream().mapToInt(Turn::count).sum();
  }

  @Override
  public void inflict(Scene scene, int count) throws InterruptedException {
    for (Turn turn : turns) {
      Scene own = scene.ofItsOwn();
      turn.fault().inflict(own, turn.count());
      long injected = own.injected().value();
      scene.remarks().add("%s: %d injected".formatted(turn.fault().id(), injected));
      if (injected != turn.count()) {
        scene.violated("each happens as often as it was asked for", turn.fault().id());
      }
      scene.injected().add(injected);
    }
  }
}
