package dev.workflows.lab.fault;

import dev.workflows.lab.network.Request;
import dev.workflows.lab.network.Trap;
import dev.workflows.lab.network.Trap.Fate;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A node does not learn whether what it wrote was written: the request is lost, or the reply is, or
 * nothing is heard any more. The client of the database sees the same in each case.
 */
final class LostAnswers implements Fault {

  private static final List<Fate> FATES =
      List.of(Fate.LOSE_REQUEST, Fate.LOSE_REPLY, Fate.SWALLOW_REPLY);
  private static final Duration PATIENCE = Duration.ofSeconds(10);

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
    Map<Fate, Integer> written = new EnumMap<>(Fate.class);
    while (scene.injected().value() < count) {
      Fate fate = FATES.get(scene.random().nextInt(FATES.size()));
      Trap trap = new Trap(fate, Request::writes);
      scene.anyNode().link().set(trap);
      if (trap.awaitSprung(PATIENCE)) {
        @Nullable Boolean success = fate == Fate.LOSE_REQUEST ? null : trap.awaitReply(PATIENCE);
        if (fate == Fate.LOSE_REQUEST || Boolean.TRUE.equals(success)) {
          scene.injected().add();
          written.merge(fate, 1, Integer::sum);
        }
      }
      scene.pause(100, 900);
    }
    written.forEach((fate, times) -> scene.remarks().add("%s: %d".formatted(fate, times)));
  }
}
