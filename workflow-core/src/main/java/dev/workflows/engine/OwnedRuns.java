package dev.workflows.engine;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The runs that this node holds, and how many of them are in memory or on their way into it.
 * Thread-safe.
 */
final class OwnedRuns {

  /** Which part of all places makes it worth while to ask who waits for one. */
  private static final int ROOMY = 5;

  private final Map<UUID, OwnedRun> byRun = new ConcurrentHashMap<>();
  private final Map<UUID, OwnedRun> byChain = new ConcurrentHashMap<>();
  private final Map<String, OwnedRun> byWorkflowId = new ConcurrentHashMap<>();
  private final AtomicInteger residents = new AtomicInteger();
  private final int maxResidents;
  private volatile boolean crowded;
  private volatile @Nullable Runnable roomWanted;

  OwnedRuns(int maxResidents) {
    this.maxResidents = maxResidents;
  }

  /** Calls this once, as soon as there is room for a good part of those that wait for it. */
  void whenRoomy(Runnable hint) {
    roomWanted = hint;
    hintIfRoomy();
  }

  private void hintIfRoomy() {
    Runnable hint = roomWanted;
    if (hint != null && room() >= Math.max(1, maxResidents / ROOMY)) {
      roomWanted = null;
      hint.run();
    }
  }

  void add(OwnedRun run) {
    OwnedRun before = byRun.put(run.lease().runId(), run);
    if (before != null && before != run) {
      before.drop();
      byWorkflowId.remove(before.id().workflowId(), before);
    }
    byChain.put(run.lease().chainId(), run);
    // a start that may yet be refused must not hide the run that is open
    byWorkflowId.merge(
        run.id().workflowId(), run, (held, added) -> held.isEstablished() ? held : added);
  }

  void remove(OwnedRun run) {
    byRun.remove(run.lease().runId(), run);
    byChain.remove(run.lease().chainId(), run);
    byWorkflowId.remove(run.id().workflowId(), run);
  }

  @Nullable OwnedRun get(UUID runId) {
    return byRun.get(runId);
  }

  @Nullable OwnedRun ofChain(UUID chainId) {
    return byChain.get(chainId);
  }

  /**
   * The run of this run id or workflow id, if it is held here and its row is known to exist. It may
   * have been closed from outside meanwhile. What looks like a run id names no workflow id here: a
   * run of that id may be anywhere.
   */
  Optional<OwnedRun> named(String id) {
    OwnedRun run;
    try {
      run = byRun.get(UUID.fromString(id));
    } catch (IllegalArgumentException noRunId) {
      run = byWorkflowId.get(id);
    }
    return Optional.ofNullable(run).filter(OwnedRun::isEstablished);
  }

  Collection<OwnedRun> all() {
    return List.copyOf(byRun.values());
  }

  boolean isEmpty() {
    return byRun.isEmpty();
  }

  int size() {
    return byRun.size();
  }

  void residentsChanged(int by) {
    residents.addAndGet(by);
    if (by < 0) {
      hintIfRoomy();
    }
  }

  int residents() {
    return residents.get();
  }

  /** For how many more runs there is room. */
  int room() {
    return Math.max(0, maxResidents - residents.get());
  }

  /**
   * Takes one place in memory, for a run that gives it back when it leaves. Not while runs wait in
   * the database for a place: whoever comes later waits behind them.
   */
  boolean takePlace() {
    if (crowded) {
      return false;
    }
    if (residents.incrementAndGet() <= maxResidents) {
      return true;
    }
    residents.decrementAndGet();
    crowded = true;
    return false;
  }

  /** Says whether runs wait in the database for a place here. */
  void crowded(boolean newCrowded) {
    crowded = newCrowded;
  }

  /** How many should leave so that new ones find room: none below nine tenths of the cap. */
  int surplus() {
    int tenth = Math.max(1, maxResidents / 10);
    int now = residents.get();
    return now <= maxResidents - tenth ? 0 : now - (maxResidents - 2 * tenth);
  }

  /** Those that wait, the longest waiting first. */
  List<OwnedRun> longestIdleFirst(long nanoTime) {
    return byRun.values().stream()
        .filter(OwnedRun::isIdle)
        .map(run -> new Idle(run, nanoTime - run.idleSince()))
        .sorted(Comparator.comparingLong(Idle::nanos).reversed())
        .map(Idle::run)
        .toList();
  }

  /** Its time is asked once: a run that wakes meanwhile must not upset the order. */
  private record Idle(OwnedRun run, long nanos) {}
}
