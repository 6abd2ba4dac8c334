package dev.workflows.jdbc;

import dev.workflows.history.RecordedEvent;
import dev.workflows.spi.CommitRejectedException.Reason;
import dev.workflows.spi.RunCommit;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/** Writes what turns decided. */
interface TurnWriter {

  /** Keys are written in this order, so that no two batches wait for each other in a circle. */
  Comparator<UUID> KEY_ORDER =
      (a, b) -> {
        int high = Long.compareUnsigned(a.getMostSignificantBits(), b.getMostSignificantBits());
        return high != 0
            ? high
            : Long.compareUnsigned(a.getLeastSignificantBits(), b.getLeastSignificantBits());
      };

  /**
   * Writes all of these commits or fails.
   *
   * @throws TurnRejected if one of them may not be written
   * @throws SQLException also for a position that is taken: a unique violation
   */
  void write(Connection connection, List<RunCommit> batch) throws SQLException;

  /** The commits by the key of their run. */
  static List<RunCommit> sorted(List<RunCommit> batch) {
    return batch.stream().sorted(Comparator.comparing(c -> c.lease().runId(), KEY_ORDER)).toList();
  }

  /** The event of a commit that resolves the activity called at a position; 0 if none does. */
  static long resolution(RunCommit commit, long scheduledSeq) {
    return commit.events().stream()
        .filter(e -> Objects.equals(e.event().refSeq(), scheduledSeq))
        .mapToLong(RecordedEvent::seq)
        .findFirst()
        .orElse(0);
  }

  /** A condition of a commit did not hold. */
  final class TurnRejected extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Reason reason;

    TurnRejected(Reason reason) {
      super(reason.name(), null, false, false);
      this.reason = reason;
    }

    Reason reason() {
      return reason;
    }
  }
}
