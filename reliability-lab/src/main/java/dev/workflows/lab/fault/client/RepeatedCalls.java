package dev.workflows.lab.fault.client;

import dev.workflows.lab.experiment.Fault;
import dev.workflows.lab.experiment.Scene;
import dev.workflows.lab.load.Customers.Pace;

/** Everything is asked for up to five times, at several nodes at once. */
public final class RepeatedCalls implements Fault {

  private static final int COPIES = 5;

  @Override
  public String id() {
    return "F16";
  }

  @Override
  public String title() {
    return "every call made up to five times at once";
  }

  @Override
  public Pace pace(int count) {
    return new Pace(6, 60, 50, Integer.MAX_VALUE, 5, 500, COPIES);
  }

  @Override
  public void inflict(Scene scene, int count) throws InterruptedException {
    while (scene.calls() < count) {
      scene.pause(50, 100);
    }
    scene.injected().add(scene.calls());
    scene.remarks().add("answers by status: " + scene.door().tally());
    scene.requireNoServerErrors();
  }
}
