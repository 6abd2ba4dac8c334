package dev.workflows.jdbc;

import dev.workflows.spi.OwnershipStore.Claim;
import dev.workflows.spi.Release;
import dev.workflows.spi.RunLease;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Moves runs between nodes; what is returned is what the update itself touched. */
interface OwnershipWriter {

  /** As {@link dev.workflows.spi.OwnershipStore#claim}. */
  List<RunLease> claim(Connection connection, Claim claim) throws SQLException;

  /** As {@link dev.workflows.spi.OwnershipStore#takeOver}. */
  List<RunLease> takeOver(Connection connection, Claim claim, Duration lease) throws SQLException;

  /** As {@link dev.workflows.spi.OwnershipStore#reclaim}. */
  List<RunLease> reclaim(Connection connection, Collection<RunLease> stale) throws SQLException;

  /** As {@link dev.workflows.spi.OwnershipStore#release}. */
  Set<UUID> release(Connection connection, Collection<Release> releases) throws SQLException;
}
