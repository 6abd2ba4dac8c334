package dev.workflows.test;

import dev.workflows.history.Event;
import dev.workflows.spi.InboxMessage;
import dev.workflows.spi.LoadedRun;
import dev.workflows.spi.OwnershipStore;
import dev.workflows.spi.Release;
import dev.workflows.spi.RunLease;
import dev.workflows.test.StoreFaults.Operation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Ownership in memory. */
final class InMemoryOwnership implements OwnershipStore {

  private final StoreState state;
  private final boolean exclusive;

  InMemoryOwnership(StoreState state, boolean exclusive) {
    this.state = state;
    this.exclusive = exclusive;
  }

  @Override
  public boolean exclusive() {
    return exclusive;
  }

  @Override
  public Instant register(NodeRow node) {
    return state.write(
        Operation.REGISTER,
        () -> {
          Instant now = state.now();
          state.nodes.put(node.id(), now);
          return now;
        });
  }

  @Override
  public Optional<Instant> heartbeat(UUID node) {
    return state.write(
        Operation.HEARTBEAT,
        () -> Optional.ofNullable(state.nodes.computeIfPresent(node, (id, at) -> state.now())));
  }

  @Override
  public void leave(UUID node) {
    state.read(() -> Optional.ofNullable(state.nodes.remove(node)));
  }

  @Override
  public void forgetNodes(Duration silence) {
    state.read(
        () ->
            state
                .nodes
                .entrySet()
                .removeIf(e -> isSilent(e.getValue(), silence) && ownedBy(e.getKey()).isEmpty()));
  }

  @Override
  public List<RunLease> claim(Claim claim) {
    return state.write(
        Operation.CLAIM,
        () ->
            claim.types().stream()
                .flatMap(this::waiting)
                .sorted(Comparator.comparingInt(Waiting::place))
                .limit(claim.limit())
                .map(waiting -> waiting.run.own(claim.node()))
                .toList());
  }

  /** What of a type can be claimed, the longest waiting first. */
  private Stream<Waiting> waiting(String type) {
    List<Since> runs = new ArrayList<>();
    for (RunRow run : state.openRuns()) {
      Instant at = run.owner() == null && run.type.equals(type) ? waitingSince(run) : null;
      if (at != null) {
        runs.add(new Since(at, run));
      }
    }
    runs.sort(
        Comparator.comparing(Since::at)
            .thenComparing(since -> since.run.runId, StoreState.KEY_ORDER));
    return IntStream.range(0, runs.size()).mapToObj(i -> new Waiting(i, runs.get(i).run));
  }

  private record Since(Instant at, RunRow run) {}

  /** A run and how many of its type come before it. */
  private record Waiting(int place, RunRow run) {}

  /** Since when the run has been there to be claimed, {@code null} if it is not. */
  private @Nullable Instant waitingSince(RunRow run) {
    Stream<Instant> due =
        (run.isRunning() || run.isBlocked()) && run.isDue(state.now())
            ? Stream.ofNullable(run.wakeAt())
            : Stream.empty();
    Stream<Instant> sent =
        run.isRunning() && (run.fence() > 0 || run.isDue(state.now()))
            ? state.unread(run.chainId()).stream().map(row -> row.sentAt)
            : Stream.empty();
    return Stream.concat(due, sent).min(Comparator.naturalOrder()).orElse(null);
  }

  @Override
  public List<RunLease> takeOver(Claim claim, Duration lease) {
    return state.write(
        Operation.TAKE_OVER,
        () ->
            state.openRuns().stream()
                .filter(run -> claim.types().contains(run.type))
                .filter(run -> isOrphan(run, claim.node(), lease))
                .limit(claim.limit())
                .map(run -> takeOver(run, claim.node()))
                .toList());
  }

  private boolean isOrphan(RunRow run, UUID node, Duration lease) {
    UUID owner = run.owner();
    if (owner == null || owner.equals(node)) {
      return false;
    }
    Instant heartbeat = state.nodes.get(owner);
    return heartbeat == null || isSilent(heartbeat, lease);
  }

  private boolean isSilent(Instant heartbeat, Duration silence) {
    return heartbeat.plus(silence).isBefore(state.now());
  }

  private RunLease takeOver(RunRow run, UUID node) {
    RunLease lease = run.own(node);
    state.append(run.runId, state.next(run.runId, new Event.OwnerChanged(), lease.fence(), node));
    return lease;
  }

  @Override
  public List<RunLease> reclaim(Collection<RunLease> stale) {
    return state.write(
        Operation.RECLAIM,
        () -> stale.stream().flatMap(this::held).map(run -> run.own(owner(run))).toList());
  }

  private static UUID owner(RunRow run) {
    return Objects.requireNonNull(run.owner());
  }

  @Override
  public List<LoadedRun> load(Collection<RunLease> leases) {
    return state.read(() -> leases.stream().flatMap(this::held).map(this::load).toList());
  }

  private LoadedRun load(RunRow run) {
    return new LoadedRun(
        run.toRecord(),
        state.history(run.runId).read(1, Long.MAX_VALUE),
        state.unreadMessages(run.chainId()),
        state.retries(run.runId));
  }

  private Stream<RunRow> held(RunLease lease) {
    return Stream.ofNullable(state.runs.get(lease.runId())).filter(r -> r.isHeldUnder(lease));
  }

  @Override
  public Set<UUID> release(Collection<Release> releases) {
    return state.write(
        Operation.RELEASE,
        () ->
            releases.stream()
                .filter(this::release)
                .map(release -> release.lease().runId())
                .collect(Collectors.toUnmodifiableSet()));
  }

  private boolean release(Release release) {
    RunRow run = state.runs.get(release.lease().runId());
    if (run == null || !run.isHeldUnder(release.lease())) {
      return false;
    }
    if (release.problem() == null && !state.unread(run.chainId()).isEmpty()) {
      return false;
    }
    run.release(release);
    return true;
  }

  @Override
  public List<InboxMessage> unread(UUID node, int limit) {
    return state.read(
        () ->
            ownedBy(node).stream()
                .flatMap(run -> placed(state.unreadMessages(run.chainId())))
                .sorted(
                    Comparator.comparing(Placed::place)
                        .thenComparing(placed -> placed.message().position()))
                .limit(limit)
                .map(Placed::message)
                .toList());
  }

  private static Stream<Placed> placed(List<InboxMessage> messages) {
    return IntStream.range(0, messages.size()).mapToObj(i -> new Placed(i, messages.get(i)));
  }

  /** A message and how many of its run come before it. */
  private record Placed(int place, InboxMessage message) {}

  @Override
  public List<InboxMessage> unreadOf(Collection<UUID> chains) {
    return state.read(() -> messages(chains.stream().distinct()).toList());
  }

  @Override
  public long markDeadLetters() {
    return state.read(state::markDeadLetters);
  }

  private Stream<InboxMessage> messages(Stream<UUID> chains) {
    return chains
        .flatMap(chain -> state.unreadMessages(chain).stream())
        .sorted(Comparator.comparing(InboxMessage::position));
  }

  @Override
  public List<RunLease> owned(UUID node) {
    return state.read(
        () ->
            ownedBy(node).stream()
                .map(run -> new RunLease(run.runId, run.chainId(), node, run.fence()))
                .toList());
  }

  private List<RunRow> ownedBy(UUID node) {
    return state.openRuns().stream().filter(run -> node.equals(run.owner())).toList();
  }
}
