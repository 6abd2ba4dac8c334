package dev.workflows.engine;

import dev.workflows.spi.InboxMessage;
import dev.workflows.spi.LoadedRun;
import dev.workflows.spi.OwnershipStore;
import dev.workflows.spi.Release;
import dev.workflows.spi.RunLease;
import dev.workflows.spi.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** The nodes of a database, its clock, and what may go wrong on the way there. */
final class FakeNodes implements OwnershipStore {

  private final ManualDriver driver;
  private final Instant begin = Instant.parse("2026-01-02T03:04:05.000006Z");
  private final long beginNanos;
  final List<UUID> registered = new ArrayList<>();
  final Set<UUID> known = new HashSet<>();
  int heartbeats;
  boolean reachable = true;
  Duration wayThere = Duration.ZERO;
  Duration wayBack = Duration.ZERO;

  /** By how many nanoseconds the nodes' clocks are ahead of the database's after a millisecond. */
  long haste;

  FakeNodes(ManualDriver driver) {
    this.driver = driver;
    this.beginNanos = driver.nanoTime();
  }

  /** The database's clock. */
  Instant clock() {
    long passed = driver.nanoTime() - beginNanos;
    return begin.plusNanos(passed - passed / 1_000_000 * haste);
  }

  private Instant answer() {
    driver.freeze(wayThere);
    if (!reachable) {
      throw new StoreException(StoreException.Outcome.UNKNOWN, "no connection", null);
    }
    Instant time = clock();
    driver.freeze(wayBack);
    return time;
  }

  @Override
  public Instant register(NodeRow node) {
    Instant time = answer();
    registered.add(node.id());
    known.add(node.id());
    return time;
  }

  @Override
  public Optional<Instant> heartbeat(UUID node) {
    heartbeats++;
    boolean isKnown = known.contains(node);
    Instant time = answer();
    return isKnown ? Optional.of(time) : Optional.empty();
  }

  @Override
  public void leave(UUID node) {
    known.remove(node);
  }

  @Override
  public boolean exclusive() {
    return false;
  }

  @Override
  public void forgetNodes(Duration silence) {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<RunLease> claim(Claim claim) {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<RunLease> takeOver(Claim claim, Duration lease) {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<RunLease> reclaim(Collection<RunLease> stale) {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<LoadedRun> load(Collection<RunLease> leases) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Set<UUID> release(Collection<Release> releases) {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<InboxMessage> unread(UUID node, int limit) {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<InboxMessage> unreadOf(Collection<UUID> chains) {
    throw new UnsupportedOperationException();
  }

  @Override
  public long markDeadLetters() {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<RunLease> owned(UUID node) {
    throw new UnsupportedOperationException();
  }
}
