package dev.workflows.lab.fault.process;

import dev.workflows.lab.cluster.Node;
import dev.workflows.lab.experiment.Fault;
import dev.workflows.lab.experiment.Scene;
import dev.workflows.lab.experiment.TakeoverBound;
import dev.workflows.lab.network.Request;
import dev.workflows.lab.network.Trap;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * SIGSTOP for longer than the lease, SIGCONT after others have taken the runs over. What the node
 * was just about to commit is held up on its way and arrives after the takeover: the database has
 * to refuse it, for a number that is taken or a fence that moved. A freeze counts only if it did.
 */
public final class Freeze implements Fault {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** What a frozen transaction holds is let go by PostgreSQL, after 3 s. */
  private static final Duration TAKEN = TakeoverBound.BOUND.plusSeconds(3);

  private static final Set<String> REFUSED = Set.of("23505", "22P02");
  private static final int IDLE = 10;

  @Override
  public String id() {
    return "F3";
  }

  @Override
  public String title() {
    return "a node frozen beyond its lease (SIGSTOP, SIGCONT)";
  }

  @Override
  public void inflict(Scene scene, int count) throws InterruptedException {
    int freezes = 0;
    Scene.await(PATIENCE, () -> scene.nodes().stream().allMatch(KillOne::isSettled));
    while (scene.injected().value() < count && freezes < 2 * count + IDLE) {
      freezes++;
      if (lateWriteIsRefused(scene)) {
        scene.injected().add();
      }
      scene.pause(200, 1_000);
    }
    long refused = scene.injected().value();
    scene
        .remarks()
        .add("%d freezes, of which %d with a late write, refused".formatted(freezes, refused));
  }

  private static boolean lateWriteIsRefused(Scene scene) throws InterruptedException {
    Node node = scene.anyNode();
    node.refresh();
    Trap trap = new Trap(Trap.Fate.HOLD, Request::appends);
    node.link().set(trap);
    boolean held = trap.awaitSprung(PATIENCE);
    node.freeze();
    scene.lost(node);
    boolean taken = Scene.await(TAKEN, () -> scene.ownedBy(node) == 0);
    if (!taken) {
      scene.violated(
          "a frozen node's runs are taken over",
          "%d runs are still its own".formatted(scene.ownedBy(node)));
    }
    trap.release();
    @Nullable String state = held ? trap.awaitReply(PATIENCE) : null;
    scene.pause(0, 500);
    node.thaw();
    node.link().heal();
    Scene.await(Duration.ofSeconds(30), node::refresh);
    return state != null && REFUSED.contains(state);
  }
}
