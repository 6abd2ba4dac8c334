package dev.workflows.engine;

import dev.workflows.spi.InboxMessage;
import dev.workflows.spi.LoadedRun;
import dev.workflows.spi.OwnershipStore;
import dev.workflows.spi.Release;
import dev.workflows.spi.RunLease;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Answers what a test wants it to, and remembers what it was asked for. */
final class FakeOwnership implements OwnershipStore {

  private final FakeNodes nodes;
  private final FakeStore store;

  boolean exclusive;

  /** What the next calls return; nothing where nothing is left. */
  final Deque<List<RunLease>> claimable = new ArrayDeque<>();

  final Deque<List<RunLease>> ofDeadNodes = new ArrayDeque<>();
  final List<RunLease> owned = new ArrayList<>();
  final List<InboxMessage> unread = new ArrayList<>();

  /** Runs that have another owner when they are read. */
  final Set<UUID> lost = new HashSet<>();

  /** Runs that have an unread message when they are released. */
  final Set<UUID> notReleased = new HashSet<>();

  /** Runs that cannot be read, nor anything together with them. */
  final Set<UUID> unreadable = new HashSet<>();

  /** What happens when runs are read next. */
  final Deque<RuntimeException> failures = new ArrayDeque<>();

  /** What else happens while runs are read. */
  Runnable whileReading = () -> {};

  final List<Claim> claims = new ArrayList<>();
  final List<Duration> takeOvers = new ArrayList<>();
  final List<RunLease> reclaimed = new ArrayList<>();
  final List<Release> releases = new ArrayList<>();
  int inboxReads;
  int loads;

  FakeOwnership(FakeNodes nodes, FakeStore store) {
    this.nodes = nodes;
    this.store = store;
  }

  @Override
  public boolean exclusive() {
    return exclusive;
  }

  @Override
  public List<RunLease> claim(Claim claim) {
    claims.add(claim);
    return claimable.isEmpty() ? List.of() : claimable.remove();
  }

  @Override
  public List<RunLease> takeOver(Claim claim, Duration lease) {
    takeOvers.add(lease);
    return ofDeadNodes.isEmpty() ? List.of() : ofDeadNodes.remove();
  }

  @Override
  public List<RunLease> reclaim(Collection<RunLease> stale) {
    reclaimed.addAll(stale);
    return stale.stream()
        .map(old -> new RunLease(old.runId(), old.chainId(), old.node(), old.fence() + 1))
        .toList();
  }

  @Override
  public List<LoadedRun> load(Collection<RunLease> leases) {
    loads++;
    if (!failures.isEmpty()) {
      throw failures.remove();
    }
    if (leases.stream().anyMatch(lease -> unreadable.contains(lease.runId()))) {
      throw new OutOfMemoryError("a history is too large");
    }
    whileReading.run();
    return leases.stream()
        .filter(lease -> !lost.contains(lease.runId()))
        .map(lease -> store.durable(lease))
        .toList();
  }

  @Override
  public Set<UUID> release(Collection<Release> released) {
    releases.addAll(released);
    Set<UUID> done = new HashSet<>();
    released.forEach(release -> done.add(release.lease().runId()));
    done.removeAll(notReleased);
    return done;
  }

  @Override
  public List<InboxMessage> unread(UUID node, int limit) {
    inboxReads++;
    return List.copyOf(unread);
  }

  @Override
  public List<InboxMessage> unreadOf(Collection<UUID> chains) {
    return unread.stream().filter(message -> chains.contains(message.chainId())).toList();
  }

  @Override
  public List<RunLease> owned(UUID node) {
    return List.copyOf(owned);
  }

  @Override
  public long markDeadLetters() {
    return 0;
  }

  @Override
  public void forgetNodes(Duration silence) {}

  // ---- nodes

  @Override
  public Instant register(NodeRow node) {
    return nodes.register(node);
  }

  @Override
  public Optional<Instant> heartbeat(UUID node) {
    return nodes.heartbeat(node);
  }

  @Override
  public void leave(UUID node) {
    nodes.leave(node);
  }
}
