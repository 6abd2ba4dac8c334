package dev.workflows.lab.fault.process;

import dev.workflows.lab.cluster.Fleet.Design;
import dev.workflows.lab.cluster.Node;
import dev.workflows.lab.experiment.Asking;
import dev.workflows.lab.experiment.Fault;
import dev.workflows.lab.experiment.Scene;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Others take the processors, the garbage collector stops nodes over and over, and now and then a
 * node has no memory left and ends.
 */
public final class Starvation implements Fault {

  private static final Duration STORM = Duration.ofSeconds(5);
  private static final Duration GONE = Duration.ofSeconds(20);
  private static final int EACH_TIME_EXHAUSTED = 3;

  @Override
  public String id() {
    return "F15";
  }

  @Override
  public String title() {
    return "no processor, no pause from the garbage collector, no memory";
  }

  @Override
  public Design design(Design usual) {
    return usual.withJvmOption("-XX:+ExitOnOutOfMemoryError");
  }

  @Override
  public void inflict(Scene scene, int count) throws InterruptedException {
    int exhausted = 0;
    for (int i = 0; i < count; i++) {
      storm(scene);
      scene.injected().add();
      if (i % EACH_TIME_EXHAUSTED == 1) {
        exhaust(scene, scene.anyNode());
        exhausted++;
      }
      for (Node node : scene.nodes()) {
        if (!Scene.await(GONE, node::refresh)) {
          scene.violated("nodes are up again by themselves", node + ": " + node.health());
        }
      }
      scene.pause(500, 1_500);
    }
    scene.remarks().add("%d nodes ended as they had no memory left".formatted(exhausted));
  }

  private static void storm(Scene scene) throws InterruptedException {
    AtomicBoolean over = new AtomicBoolean();
    List<Thread> hogs = new ArrayList<>();
    for (int i = 2 * Runtime.getRuntime().availableProcessors(); i > 0; i--) {
      Thread hog = new Thread(() -> spin(over), "hog");
      hog.setDaemon(true);
      hogs.add(hog);
    }
    hogs.forEach(Thread::start);
    for (Node node : scene.nodes()) {
      Asking.post(node, "/lab/garbage?millis=" + STORM.toMillis());
    }
    scene.pause((int) STORM.toMillis(), (int) STORM.toMillis() + 2_000);
    over.set(true);
    for (Thread hog : hogs) {
      hog.join();
    }
  }

  private static void spin(AtomicBoolean over) {
    while (!over.get()) {
      Thread.onSpinWait();
    }
  }

  private static void exhaust(Scene scene, Node node) throws InterruptedException {
    node.refresh();
    Asking.post(node, "/lab/exhaustion");
    if (!Scene.await(GONE, () -> !node.isAlive())) {
      scene.violated("a node without memory ends", node + " lives");
    }
    node.kill(); // it is dead: forgets for how long it was up
    scene.lost(node);
    node.start();
    node.awaitReady();
  }
}
