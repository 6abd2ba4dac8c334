package dev.workflows.test.simulation;

import dev.workflows.history.RecordedEvent;
import dev.workflows.spi.RunCommit;
import dev.workflows.spi.WorkflowStore;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** When events were really committed, whatever their writers believed. */
final class Stamps {

  private final World world;
  private final Map<Place, Instant> committed = new HashMap<>();

  private Duration lateness = Duration.ZERO;

  private record Place(UUID runId, long seq) {}

  Stamps(World world) {
    this.world = world;
  }

  /** The database's time. */
  Instant now() {
    return world.instant();
  }

  /** When an event was committed, {@code null} if not as part of a turn. */
  @Nullable Instant of(UUID runId, RecordedEvent event) {
    return committed.get(new Place(runId, event.seq()));
  }

  /** How late the latest timer was. */
  Duration lateness() {
    return lateness;
  }

  /** A timer has fired. */
  void fired(UUID runId, RecordedEvent event, Instant due) {
    Duration late = Duration.between(due, Objects.requireNonNullElse(of(runId, event), due));
    lateness = late.compareTo(lateness) > 0 ? late : lateness;
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
