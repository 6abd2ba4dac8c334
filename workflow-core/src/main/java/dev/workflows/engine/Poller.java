package dev.workflows.engine;

import dev.workflows.spi.Driver;
import dev.workflows.spi.Driver.Lane;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * When the steps of {@link Recovery} are made: all of them at every poll, single ones sooner after
 * a hint. Hints only save time; the poll is what is relied on. Thread-safe.
 */
final class Poller {

  private static final Logger LOG = LoggerFactory.getLogger(Poller.class);
  private static final int AUDIT_EVERY = 5;
  private static final int TIDY_EVERY = 600;

  private final Driver driver;
  private final Node node;
  private final Recovery recovery;
  private final Duration interval;
  private final List<Runnable> afterPoll;
  private final AtomicBoolean claimAsked = new AtomicBoolean();
  private final AtomicBoolean fillAsked = new AtomicBoolean();
  private final AtomicBoolean stepsAsked = new AtomicBoolean();
  private final AtomicBoolean inboxAsked = new AtomicBoolean();
  private final Set<UUID> chains = ConcurrentHashMap.newKeySet();

  /** What tells the polls of this start from those of one before; {@code null} while stopped. */
  private volatile @Nullable Object life;

  private int polls;

  Poller(Driver driver, Node node, Recovery recovery, Duration interval, List<Runnable> afterPoll) {
    this.driver = driver;
    this.node = node;
    this.recovery = recovery;
    this.interval = interval;
    this.afterPoll = afterPoll;
  }

  void start() {
    Object mine = new Object();
    life = mine;
    driver.execute(Lane.POLL, () -> poll(mine));
  }

  void stop() {
    life = null;
  }

  private boolean isRunning() {
    return life != null;
  }

  /** A run became due: claim soon. */
  void claimSoon() {
    if (isRunning() && claimAsked.compareAndSet(false, true)) {
      driver.execute(
          Lane.POLL,
          () -> {
            claimAsked.set(false);
            step(this::claimBulk);
          });
    }
  }

  /** Runs have to be read, or room is short. */
  void stepSoon() {
    if (stepsAsked.compareAndSet(false, true)) {
      driver.execute(
          Lane.POLL,
          () -> {
            stepsAsked.set(false);
            step(recovery::loadEvicted);
            step(recovery::release);
          });
    }
  }

  /** A chain held here has a message. */
  void readSoon(UUID chain) {
    chains.add(chain);
    if (inboxAsked.compareAndSet(false, true)) {
      driver.execute(
          Lane.CLIENT,
          () -> {
            inboxAsked.set(false);
            Set<UUID> asked = Set.copyOf(chains);
            chains.removeAll(asked);
            step(() -> recovery.inbox().read(asked));
          });
    }
  }

  private void poll(Object mine) {
    if (life != mine) {
      return;
    }
    if (node.isAlive()) {
      step(recovery.inbox()::read);
      step(recovery::loadEvicted);
      step(recovery::release);
      step(this::takeOverBulk);
      step(this::claimBulk);
      if (++polls % AUDIT_EVERY == 0) {
        step(recovery::audit);
      }
      if (polls % TIDY_EVERY == 1) {
        step(recovery::forgetDeadNodes);
        step(recovery::markDeadLetters);
      }
      afterPoll.forEach(this::step);
    }
    driver.schedule(Lane.POLL, interval, () -> poll(mine));
  }

  /** What is left to claim comes behind whatever waits for this lane: a backlog may be long. */
  private void claimBulk() {
    if (isRunning() && node.isAlive() && recovery.claim()) {
      claimSoon();
    }
    recovery.whenRoomAgain(this::fillSoon);
  }

  /** There is room for runs that could not be taken before. */
  private void fillSoon() {
    if (isRunning() && fillAsked.compareAndSet(false, true)) {
      driver.execute(
          Lane.POLL,
          () -> {
            fillAsked.set(false);
            step(this::takeOverBulk);
            step(this::claimBulk);
          });
    }
  }

  private void takeOverBulk() {
    if (isRunning() && node.isAlive() && recovery.takeOver()) {
      fillSoon();
    }
  }

  /** One step that fails must not keep the others from being made. */
  private void step(Runnable step) {
    try {
      step.run();
      node.storeAnswered();
    } catch (RuntimeException | Error e) {
      // a chain of polls that ended silently would never begin again
      LOG.warn("A poll step failed and is made again later: {}", e.getMessage());
      LOG.debug("The failure", e);
    }
  }
}
