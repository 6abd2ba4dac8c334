package dev.workflows.test.simulation;

import dev.workflows.history.RecordedEvent;
import dev.workflows.spi.RunCommit;
import dev.workflows.spi.WorkflowStore;
import java.time.Instant;
import java.util.HashMap;
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
  WorkflowStore watching(WorkflowStore store) {
    return StoreParts.writing(
        store,
        (real, batch) -> {
          real.commit(batch);
          batch.forEach(this::note);
        });
  }

  private void note(RunCommit commit) {
    for (RecordedEvent event : commit.events()) {
      committed.putIfAbsent(new Place(commit.lease().runId(), event.seq()), world.instant());
    }
  }
}
