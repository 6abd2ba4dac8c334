package dev.workflows.lab.load;

import dev.workflows.lab.cluster.Node;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Clients who go on making journeys, and a few expeditions, until they are told to finish what they
 * have begun. Each call is made at any node, and again at another if it is not known what became of
 * it.
 */
public final class Customers {

  private static final int TRIPS_AT_ONCE = 12;

  /** One of so many trips is an expedition, which is several runs. */
  private static final int SHARE = 12;

  /** The first one comes soon. */
  private static final int FIRST = 3;

  private final List<Node> nodes;
  private final Door door;
  private final Pace pace;
  private final List<Thread> threads = new ArrayList<>();
  private final AtomicInteger started = new AtomicInteger();
  private final AtomicReference<@Nullable Throwable> problem = new AtomicReference<>();
  private volatile boolean finishing;

  /**
   * How fast they are.
   *
   * @param customers how many there are
   * @param pause milliseconds between two calls of one, at most
   * @param activity milliseconds that an activity takes at most
   * @param runs how many journeys they make at most
   * @param stops how many stops a journey has at most
   * @param timer milliseconds that a timer takes at most
   * @param copies how often each call is made at most, at several nodes at once
   */
  public record Pace(
      int customers, int pause, int activity, int runs, int stops, int timer, int copies) {

    /** Short journeys for which each call is made once. */
    public Pace(int customers, int pause, int activity, int runs) {
      this(customers, pause, activity, runs, 5, 1_550, 1);
    }
  }

  /** Begins to make journeys. */
  public Customers(List<Node> nodes, Door door, Pace pace, long seed) {
    this.nodes = nodes;
    this.door = door;
    this.pace = pace;
    for (int i = 1; i <= pace.customers(); i++) {
      String name = "customer-" + i;
      Random random = new Random(seed * 31 + i);
      Thread thread = new Thread(() -> live(name, random), name);
      thread.setDaemon(true);
      threads.add(thread);
    }
    threads.forEach(Thread::start);
  }

  /** How many journeys were begun so far. */
  public int started() {
    return started.get();
  }

  /** Whether as many journeys were begun as there are to be. */
  public boolean hadEnough() {
    return started.get() >= pace.runs();
  }

  /** Lets them finish what they have begun, and waits for it. */
  public void finish(Duration longest) throws InterruptedException {
    finishing = true;
    long until = System.nanoTime() + longest.toNanos();
    for (Thread thread : threads) {
      thread.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime())));
      if (thread.isAlive()) {
        throw new IllegalStateException(
            "%s still waits for an answer after %s".formatted(thread.getName(), longest));
      }
    }
    Throwable cause = problem.get();
    if (cause != null) {
      throw new IllegalStateException("A customer failed", cause);
    }
  }

  private void live(String name, Random random) {
    try {
      Plans plans = new Plans(random, pace);
      List<Trip> trips = new ArrayList<>();
      while (!finishing || !trips.isEmpty()) {
        if (!finishing && trips.size() < TRIPS_AT_ONCE && !hadEnough()) {
          trips.add(trip(started.incrementAndGet(), name, plans, random));
        }
        if (!trips.isEmpty()) {
          goOn(trips, random);
        }
        Thread.sleep(random.nextInt(1 + pace.pause()));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      problem.set(e);
    }
  }

  private static Trip trip(int number, String name, Plans plans, Random random) {
    String id = name + "-" + number;
    return number % SHARE == FIRST
        ? Trip.expedition(id, name, plans.nextRoute(), random)
        : Trip.journey(id, name, plans.next(), random);
  }

  private void goOn(List<Trip> trips, Random random) throws InterruptedException {
    Trip trip = trips.get(random.nextInt(trips.size()));
    Call call = trip.next();
    if (call == null) {
      trips.remove(trip);
    } else if (!trip.answered(ask(call, random))) {
      Thread.sleep(50 + random.nextInt(200)); // nobody knows: ask again
    }
  }

  /** The best of the answers: one that says that it was done, else one that says it was not. */
  private int ask(Call call, Random random) throws InterruptedException {
    List<CompletableFuture<Integer>> copies = new ArrayList<>();
    for (int i = random.nextInt(pace.copies()); i > 0; i--) {
      Node node = nodes.get(random.nextInt(nodes.size()));
      copies.add(CompletableFuture.supplyAsync(() -> copy(node, call), Customers::inThread));
    }
    int status = door.call(nodes.get(random.nextInt(nodes.size())), call);
    for (CompletableFuture<Integer> copy : copies) {
      int other = copy.join();
      status = status / 100 == 2 || other / 100 == 0 ? status : other;
    }
    return status;
  }

  private static void inThread(Runnable task) {
    Thread thread = new Thread(task, "copy");
    thread.setDaemon(true);
    thread.start();
  }

  private int copy(Node node, Call call) {
    try {
      return door.call(node, call);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Journal.UNKNOWN;
    }
  }
}
