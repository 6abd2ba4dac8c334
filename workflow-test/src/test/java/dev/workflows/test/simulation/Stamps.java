package dev.workflows.test.simulation;

import dev.workflows.history.RecordedEvent;
import dev.workflows.spi.CommitStore;
import dev.workflows.spi.RunCommit;
import dev.workflows.spi.WorkflowStore;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** When events were really committed, whatever their writers believed. */
final class Stamps {

  private final World world;
  private final Map<Place, Instant> committed = new HashMap<>();

  private record Place(UUID runId, long seq) {}

  Stamps(World world) {
    this.world = world;
  }

  /** When an event was committed, {@code null} if not as part of a turn. */
  @Nullable Instant of(UUID runId, RecordedEvent event) {
    return committed.get(new Place(runId, event.seq()));
  }

  /** The same store, watched. */
  @SuppressWarnings("unchecked")
  WorkflowStore watching(WorkflowStore store) {
    CommitStore real = store.commits();
    return StoreParts.of(store)
        .with(
            StoreParts.changed(
                CommitStore.class,
                (method, arguments) -> {
                  Object answer = StoreParts.call(real, method, arguments);
                  if (method.getName().equals("commit")) {
                    ((List<RunCommit>) arguments[0]).forEach(this::note);
                  }
                  return answer;
                }));
  }

  private void note(RunCommit commit) {
    for (RecordedEvent event : commit.events()) {
      committed.putIfAbsent(new Place(commit.lease().runId(), event.seq()), world.instant());
    }
  }
}
