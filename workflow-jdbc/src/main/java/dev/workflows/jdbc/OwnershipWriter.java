package dev.workflows.jdbc;

import dev.workflows.spi.InboxMessage;
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
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Moves runs between nodes; what is returned is what the update itself touched. Reads what a node
 * has to take, where databases differ in how they find it.
 */
interface OwnershipWriter {

  /** As {@link dev.workflows.spi.OwnershipStore#claim}. */
  List<RunLease> claim(Connection connection, Claim claim) throws SQLException;

  /** As {@link dev.workflows.spi.OwnershipStore#takeOver}. */
  List<RunLease> takeOver(Connection connection, Claim claim, Duration lease) throws SQLException;

  /** As {@link dev.workflows.spi.OwnershipStore#reclaim}. */
  List<RunLease> reclaim(Connection connection, Collection<RunLease> stale) throws SQLException;

  /** As {@link dev.workflows.spi.OwnershipStore#release}. */
  Set<UUID> release(Connection connection, Collection<Release> releases) throws SQLException;

  /** As {@link dev.workflows.spi.RunReader#overdue}. */
  long overdue(JdbcClient sql, Duration late);

  /** As {@link dev.workflows.spi.OwnershipStore#unread}. */
  List<InboxMessage> unread(JdbcClient sql, UUID node, int limit);
}
