package dev.workflows.spi;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Who owns what, and which nodes live. Every method is one transaction; thread-safe; all times are
 * the database's. Methods throw {@link StoreException}.
 */
public interface OwnershipStore {

  /** Whether only one process can open this database: then every other node is dead at start. */
  boolean exclusive();

  /**
   * Makes a node known.
   *
   * @return the database's time, read before the answer was sent
   */
  Instant register(NodeRow node);

  /**
   * Says that a node lives.
   *
   * @return the database's time, or nothing if the node is no longer known and must register anew
   */
  Optional<Instant> heartbeat(UUID node);

  /** Forgets a node, so that its runs are free at once. */
  void leave(UUID node);

  /** Forgets nodes that own nothing and were last seen longer ago than this. */
  void forgetNodes(Duration silence);

  /**
   * Takes runs that nobody owns and that are due or have unread messages. The types take turns, so
   * that none waits behind the many of another: the longest waiting run of each type in their
   * order, then the second of each, and so on. A blocked run is taken only when it is due, and so
   * is one that was never owned: a message does not begin a delayed run before its time. Acts on
   * nothing but the rows it updated.
   *
   * @return what is owned now
   */
  List<RunLease> claim(Claim claim);

  /**
   * Takes runs whose owner is dead: not known, or silent for longer than the lease. Appends {@code
   * OwnerChanged} to each in the same transaction; rows that are locked are passed over.
   *
   * @return what is owned now
   */
  List<RunLease> takeOver(Claim claim, Duration lease);

  /**
   * Takes runs anew that this node owns by the database but does not hold: a fence higher, no
   * event.
   *
   * @param stale the ownerships as the database has them
   * @return what is owned now
   */
  List<RunLease> reclaim(Collection<RunLease> stale);

  /**
   * Reads the runs of these ownerships, in a statement that begins after the claim.
   *
   * @return those whose row still names this owner and fence; others are left out. One that this
   *     version cannot read says why, and hinders no other
   */
  List<LoadedRun> load(Collection<RunLease> leases);

  /**
   * Gives runs up, each if it is still owned and has no unread visible message. One that is given
   * up with a problem may have unread messages: they wait for code that can go on.
   *
   * @return those that were given up
   */
  Set<UUID> release(Collection<Release> releases);

  /**
   * Unread, visible messages of the runs a node owns, at most so many: the first of each run, then
   * the second of each, and so on, so that none waits behind what another is sent. In the order of
   * their acceptance within a run.
   */
  List<InboxMessage> unread(UUID node, int limit);

  /** The unread, visible messages of these chains. */
  List<InboxMessage> unreadOf(Collection<UUID> chains);

  /**
   * Marks as dead letters what is unread although its run has ended: messages that became durable
   * in the instant of that end, seen by nobody who could have marked them. Reads all that is
   * unread.
   *
   * @return how many were marked
   */
  long markDeadLetters();

  /** What a node owns by the database. */
  List<RunLease> owned(UUID node);

  /**
   * A node as it registers.
   *
   * @param id a fresh one for each start
   * @param host the machine's name, for people
   * @param version the application's version, for people
   */
  record NodeRow(UUID id, String host, String version) {}

  /**
   * What a node asks for.
   *
   * @param node who asks
   * @param types the workflow types it can execute, each once; the first comes first where there is
   *     no room for all
   * @param limit how many runs it has room for
   */
  record Claim(UUID node, Collection<String> types, int limit) {}
}
