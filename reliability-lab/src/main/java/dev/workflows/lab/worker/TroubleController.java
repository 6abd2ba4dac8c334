package dev.workflows.lab.worker;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** An application that makes trouble for the engine which it shares a process with. */
@RestController
@RequestMapping("/lab")
class TroubleController {

  private static final int CONNECTIONS = 10;
  private static final Duration TAKING = Duration.ofSeconds(5);

  private final DataSource connections;

  TroubleController(DataSource connections) {
    this.connections = connections;
  }

  /** Milliseconds of the longest wait for the database since this was asked last. */
  @GetMapping("/stuck")
  long stuck() {
    return WatchedSockets.longest().toMillis();
  }

  /** The time by the clock of this process, and its time zone. */
  @GetMapping("/clock")
  String clock() {
    return Instant.now() + " " + ZoneId.systemDefault();
  }

  /**
   * Takes all connections of the application's pool, and returns when it has them.
   *
   * @return how many it has
   */
  @PostMapping("/hold")
  int hold(@RequestParam long millis) {
    List<Connection> held = new ArrayList<>();
    long until = System.nanoTime() + TAKING.toNanos();
    while (held.size() < CONNECTIONS && System.nanoTime() < until) {
      try {
        held.add(connections.getConnection());
      } catch (SQLException e) {
        // others have the rest, and give it back
      }
    }
    CompletableFuture.delayedExecutor(millis, TimeUnit.MILLISECONDS)
        .execute(() -> held.forEach(TroubleController::close));
    return held.size();
  }

  private static void close(Connection connection) {
    try {
      connection.close();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Lets the garbage collector stop everything over and over, for so long. */
  @PostMapping("/garbage")
  void garbage(@RequestParam long millis) {
    inBackground(
        () -> {
          long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
          Deque<byte[]> garbage = new ArrayDeque<>();
          while (System.nanoTime() < until) {
            garbage.add(new byte[1 << 20]);
            if (garbage.size() > 40) {
              garbage.remove();
              System.gc();
            }
          }
        });
  }

  /** Takes all memory there is. */
  @PostMapping("/exhaustion")
  void exhaustion() {
    inBackground(
        () -> {
          List<byte[]> taken = new ArrayList<>();
          while (taken.size() < Integer.MAX_VALUE) {
            taken.add(new byte[1 << 20]);
          }
        });
  }

  private static void inBackground(Runnable task) {
    Thread thread = new Thread(task, "trouble");
    thread.setDaemon(true);
    thread.start();
  }
}
