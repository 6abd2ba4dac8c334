package dev.workflows.lab.experiment;

import dev.workflows.lab.cluster.Fleet.Design;
import dev.workflows.lab.load.Customers.Pace;

/** Something that goes wrong while a fleet of nodes works for its customers. */
public interface Fault {

  /** By which it is asked for, as {@code F1}. */
  String id();

  /** What goes wrong, in a few words. */
  String title();

  /** The nodes that it happens to. */
  default Design design(Design usual) {
    return usual;
  }

  /** What the customers ask for meanwhile. */
  default Pace pace(int count) {
    return new Pace(4, 120, 300, Integer.MAX_VALUE);
  }

  /** Whether it counts what goes wrong; else nothing does. */
  default boolean injects() {
    return true;
  }

  /** Lets it happen so many times. */
  void inflict(Scene scene, int count) throws InterruptedException;
}
