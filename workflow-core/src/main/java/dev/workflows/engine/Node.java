package dev.workflows.engine;

import dev.workflows.spi.Driver;
import dev.workflows.spi.OwnershipStore;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This process among the nodes of its database: its identity, its lease, and the database's clock
 * as far as it is known here. Thread-safe.
 *
 * <p>The lease runs from the moment a heartbeat is sent, by the monotonic clock. When it is over
 * the node counts itself as dead, whatever the others think, and registers anew under a new id. So
 * does a node whose engine could not reach the database for one lease: its heartbeats stop.
 */
final class Node {

  private static final Logger LOG = LoggerFactory.getLogger(Node.class);

  /** A clock that the kernel corrects runs fast by at most one nanosecond in this many. */
  private static final long NANOS_PER_DRIFT = 2_000;

  /** One life of the node, heartbeats uninterrupted since; times are monotonic nanoseconds. */
  private record Term(
      UUID id,
      long since,
      long sentAt,
      long leaseUntil,
      Instant databaseTime,
      long databaseTimeAt) {}

  private final OwnershipStore store;
  private final Driver driver;
  private final EngineSettings settings;
  private final Runnable onLost;
  private volatile Term term = new Term(new UUID(0, 0), 0, 0, 0, Instant.EPOCH, 0);
  private volatile long storeAnsweredAt;
  private volatile boolean registered;

  /** What tells the beats of this start from those of one before; {@code null} while stopped. */
  private volatile @Nullable Object life;

  Node(OwnershipStore store, Driver driver, EngineSettings settings, Runnable onLost) {
    this.store = store;
    this.driver = driver;
    this.settings = settings;
    this.onLost = onLost;
  }

  /** Registers and begins to send heartbeats; throws if the database cannot be reached. */
  void start() {
    Object mine = new Object();
    life = mine;
    register();
    scheduleBeat(settings.heartbeat(), mine);
  }

  /** Ends the heartbeats and lets others take what is still owned. */
  synchronized void stop() {
    life = null;
    if (registered) {
      registered = false;
      store.leave(term.id());
    }
  }

  UUID id() {
    return term.id();
  }

  /** Whether this is still the node's id and its lease is not over. */
  boolean isAlive(UUID id) {
    Term now = term;
    return registered && now.id().equals(id) && driver.nanoTime() - now.leaseUntil() < 0;
  }

  /** Whether its lease is not over. */
  boolean isAlive() {
    return isAlive(term.id());
  }

  /** Whether its heartbeats were uninterrupted for one lease, so that it may judge others. */
  boolean mayJudgeOthers() {
    return isAlive() && driver.nanoTime() - term.since() >= settings.lease().toNanos();
  }

  /** How long ago the last heartbeat was answered. */
  Duration sinceHeartbeat() {
    return Duration.ofNanos(driver.nanoTime() - term.databaseTimeAt());
  }

  /**
   * The database's time in microseconds; never ahead of it, so a timer can only be late, while the
   * clocks here and there run apart by less than 500 ppm.
   */
  Instant databaseTime() {
    Term now = term;
    long passed = driver.nanoTime() - now.databaseTimeAt();
    return now.databaseTime()
        .plusNanos(passed - passed / NANOS_PER_DRIFT)
        .truncatedTo(ChronoUnit.MICROS);
  }

  /** Notes that the engine reached the database. */
  void storeAnswered() {
    storeAnsweredAt = driver.nanoTime();
  }

  private void register() {
    UUID id = Ids.random(driver.random());
    long sent = driver.nanoTime();
    Instant time =
        store.register(new OwnershipStore.NodeRow(id, settings.host(), settings.version()));
    long answered = driver.nanoTime();
    term = new Term(id, sent, sent, sent + settings.lease().toNanos(), time, answered);
    storeAnsweredAt = answered;
    registered = true;
    LOG.info("Node {} joined on {}", id, settings.host());
  }

  private void scheduleBeat(Duration delay, Object mine) {
    driver.schedule(Driver.Lane.HEARTBEAT, delay, () -> beat(mine));
  }

  private void beat(Object mine) {
    try {
      tick(mine);
    } catch (RuntimeException | Error e) {
      // a chain of heartbeats that ended silently would never begin again
      LOG.warn("A heartbeat failed: {}", e.getMessage());
    } finally {
      if (life == mine) {
        scheduleBeat(registered ? settings.heartbeat() : settings.poll(), mine);
      }
    }
  }

  private synchronized void tick(Object mine) {
    if (life != mine) {
      return;
    }
    if (!registered) {
      register();
    } else if (!isAlive()) {
      lose("its lease was over before a heartbeat was answered");
    } else if (engineIsCutOff()) {
      LOG.warn("No heartbeat: the engine did not reach the database for one lease");
    } else {
      sendHeartbeat();
    }
  }

  private boolean engineIsCutOff() {
    return driver.nanoTime() - storeAnsweredAt > settings.lease().toNanos();
  }

  private void sendHeartbeat() {
    Term before = term;
    long sent = driver.nanoTime();
    Optional<Instant> time = store.heartbeat(before.id());
    long answered = driver.nanoTime();
    if (time.isEmpty()) {
      lose("the others have forgotten it");
    } else if (!isAlive()) {
      lose("its lease was over before a heartbeat was answered");
    } else {
      boolean interrupted = sent - before.sentAt() > 2 * settings.heartbeat().toNanos();
      long since = interrupted ? sent : before.since();
      term =
          new Term(
              before.id(), since, sent, sent + settings.lease().toNanos(), time.get(), answered);
    }
  }

  private void lose(String why) {
    LOG.warn("Node {} gives up what it owns: {}. It registers anew.", term.id(), why);
    registered = false;
    onLost.run();
    register();
  }
}
