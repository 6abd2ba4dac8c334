package dev.workflows.engine;

import dev.workflows.spi.LoadedRun;
import dev.workflows.spi.OwnershipStore;
import dev.workflows.spi.RunLease;
import dev.workflows.spi.StoreException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads many runs at once. If that fails because of what one of them holds, as a history too large
 * for memory, they are read in halves until the others are read without it. Thread-safe.
 */
final class BulkReader {

  private static final Logger LOG = LoggerFactory.getLogger(BulkReader.class);

  private final OwnershipStore store;

  BulkReader(OwnershipStore store) {
    this.store = store;
  }

  /**
   * What was read.
   *
   * @param runs those that are still owned as they were said to be
   * @param failed the run ids of those that could not be read
   */
  record Bulk(List<LoadedRun> runs, Set<UUID> failed) {}

  /**
   * Reads runs by what they are owned.
   *
   * @throws StoreException if the database could not be asked: then nothing was read
   */
  Bulk read(List<RunLease> leases) {
    Bulk bulk = new Bulk(new ArrayList<>(leases.size()), new HashSet<>());
    read(leases, bulk);
    return bulk;
  }

  private void read(List<RunLease> leases, Bulk bulk) {
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
      LOG.warn("Run {} cannot be read, which is tried again: {}", run, problem.toString());
      LOG.debug("Why it cannot be read", problem);
      bulk.failed.add(run);
    } else {
      read(leases.subList(0, middle), bulk);
      read(leases.subList(middle, leases.size()), bulk);
    }
  }
}
