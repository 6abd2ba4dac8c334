package dev.workflows.jdbc.sequence;

import dev.workflows.spi.NewRun;
import dev.workflows.spi.RunCommit;
import dev.workflows.spi.RunLease;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.ToLongFunction;

/** What nodes and clients know while operations are made up. */
final class Known {

  final List<UUID> nodes = new ArrayList<>();
  final List<Held> held = new ArrayList<>();
  final List<NewRun> starts = new ArrayList<>();
  final List<List<RunCommit>> commits = new ArrayList<>();

  /** A node has taken these. What it sent under an earlier ownership may be under way still. */
  void take(List<RunLease> leases, ToLongFunction<UUID> nextSeq, Chance chance) {
    for (RunLease lease : leases) {
      if (chance.percent(60)) {
        held.removeIf(old -> isEarlier(old.lease(), lease));
      }
      held.add(new Held(lease, nextSeq.applyAsLong(lease.runId())));
    }
  }

  private static boolean isEarlier(RunLease old, RunLease now) {
    return old.runId().equals(now.runId()) && old.node().equals(now.node());
  }

  void replace(Held old, Held now) {
    held.remove(old);
    held.add(now);
  }
}
