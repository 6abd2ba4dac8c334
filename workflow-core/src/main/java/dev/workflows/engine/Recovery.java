package dev.workflows.engine;

import dev.workflows.definition.Definitions;
import dev.workflows.spi.Driver;
import dev.workflows.spi.LoadedRun;
import dev.workflows.spi.OwnershipStore;
import dev.workflows.spi.Release;
import dev.workflows.spi.RunLease;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The steps that keep what this node holds in line with what the database says: claim, take over,
 * read, release, audit. Each is one or two statements for many runs. Not thread-safe: all steps are
 * made on one lane, so that no two of them see each other half done.
 */
final class Recovery {

  private static final Logger LOG = LoggerFactory.getLogger(Recovery.class);
  private static final int BULK = 200;
  private static final int FORGET_AFTER_LEASES = 60;

  private final OwnershipStore store;
  private final Definitions definitions;
  private final Driver driver;
  private final Node node;
  private final OwnedRuns runs;
  private final EngineSettings settings;
  private final InboxReader inbox;
  private final BulkReader reader;
  private final BiFunction<LoadedRun, RunLease, @Nullable OwnedRun> adopter;
  private final List<Problem> problems = new ArrayList<>();
  private final List<OwnedRun> toLoad = new ArrayList<>();
  private volatile boolean othersAreDead;
  private boolean foundNoRoom;
  private int claims;

  Recovery(
      EngineParts parts,
      Node node,
      OwnedRuns runs,
      BiFunction<LoadedRun, RunLease, @Nullable OwnedRun> adopter) {
    this.store = parts.store().ownership();
    this.definitions = parts.definitions();
    this.settings = parts.settings();
    this.driver = parts.driver();
    this.node = node;
    this.runs = runs;
    this.inbox = new InboxReader(store, node, runs);
    this.reader = new BulkReader(store);
    this.adopter = adopter;
  }

  /**
   * Begins anew, with the engine: nobody else can have the database open, where only one process
   * can, and nothing is asked for by runs of another time.
   */
  void begin() {
    othersAreDead = store.exclusive();
    synchronized (toLoad) {
      toLoad.clear();
    }
    synchronized (problems) {
      problems.clear();
    }
  }

  // ---- asked for by runs, carried out by the next step

  void needsLoad(OwnedRun run) {
    synchronized (toLoad) {
      toLoad.add(run);
    }
  }

  void giveUp(Release release) {
    giveUp(release, () -> {});
  }

  /** The same, and does something once that is durable. */
  void giveUp(Release release, Runnable then) {
    synchronized (problems) {
      problems.add(new Problem(release, then));
    }
  }

  private record Problem(Release release, Runnable then) {}

  // ---- steps

  /** The step that reads messages. */
  InboxReader inbox() {
    return inbox;
  }

  /** Calls this once there is room again, if a step found none since this was asked last. */
  void whenRoomAgain(Runnable hint) {
    if (foundNoRoom) {
      foundNoRoom = false;
      runs.whenRoomy(hint);
    }
  }

  /** Takes due and woken runs for which there is room; whether there may be more. */
  boolean claim() {
    int limit = roomForBulk();
    if (limit == 0 || definitions.workflowTypes().isEmpty()) {
      return false;
    }
    List<RunLease> claimed = store.claim(request(typesInTurn(), limit));
    adopt(claimed);
    boolean more = claimed.size() == limit;
    runs.crowded(more);
    return more;
  }

  private int roomForBulk() {
    int room = runs.room();
    foundNoRoom |= room == 0;
    return Math.min(room, BULK);
  }

  /** Takes runs of dead owners, if this node may judge others. */
  boolean takeOver() {
    int limit = roomForBulk();
    boolean every = othersAreDead;
    if (limit == 0 || !(every || node.mayJudgeOthers())) {
      return false;
    }
    OwnershipStore.Claim all = request(definitions.workflowTypes(), limit);
    List<RunLease> taken = store.takeOver(all, every ? Duration.ZERO : settings.lease());
    if (!taken.isEmpty()) {
      LOG.info("Node {} took over {} run(s) of nodes that ended", node.id(), taken.size());
    }
    adopt(taken);
    othersAreDead = every && taken.size() == limit;
    return taken.size() == limit;
  }

  /** Reads runs that are held but not in memory and have something to do. */
  void loadEvicted() {
    List<OwnedRun> waiting;
    synchronized (toLoad) {
      waiting = List.copyOf(toLoad);
      toLoad.clear();
    }
    for (int from = 0; from < waiting.size(); from += BULK) {
      int end = Math.min(from + BULK, waiting.size());
      try {
        load(waiting.subList(from, end));
      } catch (RuntimeException | Error e) {
        // whoever is forgotten here is never read again
        waiting.subList(from, waiting.size()).forEach(this::needsLoad);
        throw e;
      }
    }
  }

  private void load(List<OwnedRun> some) {
    Map<UUID, LoadedRun> found = new HashMap<>();
    BulkReader.Bulk bulk = reader.read(some.stream().map(OwnedRun::lease).toList());
    bulk.runs().forEach(loaded -> found.put(loaded.run().runId(), loaded));
    some.stream().filter(run -> isAmong(run, bulk.untried())).forEach(this::needsLoad);
    for (OwnedRun run : some) {
      LoadedRun loaded = found.get(run.lease().runId());
      if (isAmong(run, bulk.failed())) {
        needsLoad(run);
      } else if (loaded != null) {
        run.loaded(loaded);
      } else if (!isAmong(run, bulk.untried())) {
        run.notFound();
      }
    }
  }

  private static boolean isAmong(OwnedRun run, Set<UUID> ids) {
    return ids.contains(run.lease().runId());
  }

  /** Gives up runs that have been idle for a while, and some more where room is short. */
  void release() {
    List<Release> leaving = new ArrayList<>();
    int enough = runs.residents() - runs.surplus();
    for (OwnedRun run : runs.longestIdleFirst(driver.nanoTime())) {
      // whoever has left memory already, or refuses to, makes no room
      boolean forced = runs.residents() > enough;
      run.leave(forced ? Duration.ZERO : settings.linger(), forced).ifPresent(leaving::add);
    }
    giveUp(leaving, true);
    giveUpProblems();
  }

  /** Gives up everything that can be given up now. */
  void releaseAll() {
    List<Release> leaving = new ArrayList<>();
    for (OwnedRun run : runs.longestIdleFirst(driver.nanoTime())) {
      run.leave(Duration.ZERO, true).ifPresent(leaving::add);
    }
    giveUp(leaving, false);
    giveUpProblems();
  }

  private void giveUpProblems() {
    List<Problem> waiting;
    synchronized (problems) {
      waiting = List.copyOf(problems);
      problems.clear();
    }
    Set<UUID> released = giveUp(waiting.stream().map(Problem::release).toList(), false);
    waiting.stream()
        .filter(problem -> released.contains(problem.release().lease().runId()))
        .forEach(problem -> problem.then().run());
  }

  /** A release may be refused for an unread message: then the run is taken anew, a fence higher. */
  private Set<UUID> giveUp(List<Release> all, boolean takeRefusedAnew) {
    all.forEach(release -> forget(release.lease()));
    Set<UUID> given = new HashSet<>();
    for (int from = 0; from < all.size(); from += BULK) {
      List<Release> some = all.subList(from, Math.min(from + BULK, all.size()));
      Set<UUID> released = store.release(some);
      given.addAll(released);
      List<RunLease> kept =
          some.stream()
              .map(Release::lease)
              .filter(lease -> !released.contains(lease.runId()))
              .toList();
      if (takeRefusedAnew && !kept.isEmpty()) {
        adopt(store.reclaim(kept));
      }
    }
    return given;
  }

  private void forget(RunLease lease) {
    OwnedRun run = runs.get(lease.runId());
    if (run != null && run.lease().equals(lease)) {
      runs.remove(run);
    }
  }

  /** Compares what is owned with what is held, both ways. */
  void audit() {
    Map<UUID, OwnedRun> settled = new HashMap<>();
    runs.all().stream()
        .filter(OwnedRun::isEstablished)
        .forEach(run -> settled.put(run.lease().runId(), run));
    List<RunLease> owned = store.owned(node.id());
    List<RunLease> strangers = new ArrayList<>();
    for (RunLease lease : owned) {
      OwnedRun held = runs.get(lease.runId());
      if (held == null) {
        strangers.add(lease);
      } else if (held.lease().fence() == lease.fence()) {
        settled.remove(lease.runId());
      }
    }
    settled.values().forEach(this::dropLost);
    if (!strangers.isEmpty()) {
      LOG.info("Taking {} run(s) anew that are owned but not held", strangers.size());
      adopt(store.reclaim(strangers));
    }
  }

  /** Forgets nodes that ended long ago and own nothing any more. */
  void forgetDeadNodes() {
    store.forgetNodes(settings.lease().multipliedBy(FORGET_AFTER_LEASES));
  }

  /** Marks messages that became durable in the instant their run ended: nobody reads them. */
  void markDeadLetters() {
    long marked = store.markDeadLetters();
    if (marked > 0) {
      LOG.info("{} message(s) reached their run only as it ended; they are dead letters", marked);
    }
  }

  private void dropLost(OwnedRun run) {
    LOG.debug("Run {} is owned no longer", run.lease().runId());
    run.drop();
    runs.remove(run);
  }

  private OwnershipStore.Claim request(Collection<String> types, int limit) {
    return new OwnershipStore.Claim(node.id(), types, limit);
  }

  /** All types; which comes first changes with every claim, so that none always does. */
  private List<String> typesInTurn() {
    List<String> types = new ArrayList<>(new TreeSet<>(definitions.workflowTypes()));
    Collections.rotate(types, -claims++);
    return types;
  }

  /** Holds what was taken, unless it was under an id that is this node's no longer. */
  private void adopt(List<RunLease> taken) {
    List<RunLease> leases = taken.stream().filter(lease -> node.isAlive(lease.node())).toList();
    for (int from = 0; from < leases.size(); from += BULK) {
      adoptSome(leases.subList(from, Math.min(from + BULK, leases.size())));
    }
  }

  /**
   * The id is looked at again once the run is held: whoever gives it up then drops what is held.
   */
  private void adoptSome(List<RunLease> leases) {
    Map<UUID, RunLease> byRun = new HashMap<>();
    leases.forEach(lease -> byRun.put(lease.runId(), lease));
    // another one first each time, so that runs that cannot be read keep no others from being tried
    List<RunLease> inTurn = new ArrayList<>(leases);
    Collections.rotate(inTurn, -claims);
    for (LoadedRun loaded : reader.read(inTurn).runs()) {
      RunLease lease = Objects.requireNonNull(byRun.get(loaded.run().runId()));
      OwnedRun run = adopter.apply(loaded, lease);
      if (run != null) {
        runs.add(run);
        if (node.isAlive(lease.node())) {
          run.loaded(loaded);
        } else {
          dropLost(run);
        }
      }
    }
  }
}
