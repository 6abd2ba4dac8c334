package dev.workflows.engine;

import dev.workflows.spi.InboxMessage;
import dev.workflows.spi.LoadedRun;
import dev.workflows.spi.OwnershipStore;
import dev.workflows.spi.Release;
import dev.workflows.spi.RunLease;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Decodes what owners read, and encodes why they give up. */
record TransformingOwnership(OwnershipStore store, EncodedWrites writes, DecodedReads reads)
    implements OwnershipStore {

  @Override
  public boolean exclusive() {
    return store.exclusive();
  }

  @Override
  public Instant register(NodeRow node) {
    return store.register(node);
  }

  @Override
  public Optional<Instant> heartbeat(UUID node) {
    return store.heartbeat(node);
  }

  @Override
  public void leave(UUID node) {
    store.leave(node);
  }

  @Override
  public void forgetNodes(Duration silence) {
    store.forgetNodes(silence);
  }

  @Override
  public List<RunLease> claim(Claim claim) {
    return store.claim(claim);
  }

  @Override
  public List<RunLease> takeOver(Claim claim, Duration lease) {
    return store.takeOver(claim, lease);
  }

  @Override
  public List<RunLease> reclaim(Collection<RunLease> stale) {
    return store.reclaim(stale);
  }

  @Override
  public List<LoadedRun> load(Collection<RunLease> leases) {
    return store.load(leases).stream().map(reads::loaded).toList();
  }

  @Override
  public Set<UUID> release(Collection<Release> releases) {
    return store.release(releases.stream().map(writes::release).toList());
  }

  @Override
  public List<InboxMessage> unread(UUID node, int limit) {
    return reads.messages(store.unread(node, limit));
  }

  @Override
  public List<InboxMessage> unreadOf(Collection<UUID> chains) {
    return reads.messages(store.unreadOf(chains));
  }

  @Override
  public long markDeadLetters() {
    return store.markDeadLetters();
  }

  @Override
  public List<RunLease> owned(UUID node) {
    return store.owned(node);
  }
}
