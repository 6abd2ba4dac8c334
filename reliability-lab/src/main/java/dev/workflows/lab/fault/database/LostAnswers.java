package dev.workflows.lab.fault.database;

import dev.workflows.lab.experiment.Fault;
import dev.workflows.lab.experiment.Scene;
import dev.workflows.lab.network.Request.Write;
import dev.workflows.lab.network.Trap;
import dev.workflows.lab.network.Trap.Fate;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * A node does not learn whether what it wrote was written: the request is lost, or the reply is, or
 * nothing is heard any more. The client of the database sees the same in each case.
 */
public final class LostAnswers implements Fault {

  private static final List<Fate> FATES =
      List.of(Fate.LOSE_REQUEST, Fate.LOSE_REPLY, Fate.SWALLOW_REPLY);
  private static final List<Write> WRITES = List.of(Write.values());
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int IDLE = 10;

  @Override
  public String id() {
    return "F6";
  }

  @Override
  public String title() {
    return "an unknown outcome of a write";
  }

  @Override
  public void inflict(Scene scene, int count) throws InterruptedException {
    Map<Write, Integer> lost = new EnumMap<>(Write.class);
    for (int i = 0; scene.injected().value() < count && i < 2 * count + IDLE; i++) {
      Write write = WRITES.get(i % WRITES.size());
      if (isLost(scene, write, FATES.get(scene.random().nextInt(FATES.size())))) {
        scene.injected().add();
        lost.merge(write, 1, Integer::sum);
      }
      scene.pause(100, 900);
    }
    lost.forEach((write, times) -> scene.remarks().add("%s: %d".formatted(write, times)));
    if (count >= WRITES.size() && lost.size() < WRITES.size()) {
      scene.violated("the outcome of every kind of write is unknown once", lost.toString());
    }
  }

  /** Whether a node wrote such a thing, and does not know whether it was written. */
  private static boolean isLost(Scene scene, Write write, Fate fate) throws InterruptedException {
    Trap trap = new Trap(fate, request -> request.write() == write);
    scene.anyNode().link().set(trap);
    return trap.awaitSprung(PATIENCE)
        && (fate == Fate.LOSE_REQUEST || Trap.SUCCESS.equals(trap.awaitReply(PATIENCE)));
  }
}
