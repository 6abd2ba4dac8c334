package dev.workflows.engine;

import dev.workflows.spi.LoadedRun;
import dev.workflows.spi.OwnershipStore;
import dev.workflows.spi.RunLease;
import dev.workflows.spi.StoreException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads many runs at once. If that fails because of what one of them holds, as a history too large
 * for memory, they are read in halves until the others are read without it. Where nearly none can
 * be read it is not because of what they hold, and the others are not tried. Thread-safe.
 */
final class BulkReader {

  private static final Logger LOG = LoggerFactory.getLogger(BulkReader.class);

  private static final int ENOUGH = 8;

  private final OwnershipStore store;

  BulkReader(OwnershipStore store) {
    this.store = store;
  }

  /**
   * What was read.
   *
   * @param runs those that are still owned as they were said to be
   * @param failed the run ids of those that could not be read
   * @param untried those that were not tried any more; they are to come first the next time
   * @param problems why they could not
   */
  record Bulk(List<LoadedRun> runs, Set<UUID> failed, Set<UUID> untried, List<Throwable> problems) {

    /** Whether none was read although several were tried alone. */
    private boolean isHopeless() {
      return runs.isEmpty() && failed.size() >= ENOUGH;
    }
  }

  /**
   * Reads runs by what they are owned.
   *
   * @throws StoreException if the database could not be asked: then nothing was read
   */
  Bulk read(List<RunLease> leases) {
    Bulk bulk =
        new Bulk(
            new ArrayList<>(leases.size()),
            new LinkedHashSet<>(),
            new LinkedHashSet<>(),
            new ArrayList<>());
    read(leases, bulk);
    if (!bulk.failed.isEmpty()) {
      LOG.warn(
          "{} of {} runs cannot be read, and {} were not tried; all are tried again. The first is"
              + " {}: {}",
          bulk.failed.size(),
          leases.size(),
          bulk.untried.size(),
          bulk.failed.iterator().next(),
          bulk.problems.get(0).toString());
    }
    return bulk;
  }

  private void read(List<RunLease> leases, Bulk bulk) {
    if (bulk.isHopeless()) {
      leases.forEach(lease -> bulk.untried.add(lease.runId()));
      return;
    }
    try {
      bulk.runs.addAll(store.load(leases));
    } catch (RuntimeException | Error e) {
      if (e instanceof StoreException problem
          && problem.outcome() != StoreException.Outcome.REFUSED) {
        throw e;
      }
      readWithout(e, leases, bulk);
    }
  }

  private void readWithout(Throwable problem, List<RunLease> leases, Bulk bulk) {
    int middle = leases.size() / 2;
    if (middle == 0) {
      UUID run = leases.get(0).runId();
      LOG.debug("Run {} cannot be read", run, problem);
      bulk.failed.add(run);
      bulk.problems.add(problem);
    } else {
      read(leases.subList(0, middle), bulk);
      read(leases.subList(middle, leases.size()), bulk);
    }
  }
}
