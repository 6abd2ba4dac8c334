package dev.workflows.benchmarks;

import dev.workflows.benchmarks.database.Database;
import dev.workflows.benchmarks.database.Server;
import dev.workflows.benchmarks.engine.Case;
import dev.workflows.benchmarks.engine.Crowd;
import dev.workflows.benchmarks.engine.Engine;
import dev.workflows.benchmarks.engine.Marks;
import dev.workflows.benchmarks.engine.Workload;
import dev.workflows.benchmarks.load.CrowdStart;
import dev.workflows.benchmarks.ours.Fibers;
import java.io.IOException;
import java.util.List;

/** The process that is killed: it lets a crowd come between its two activities, and no further. */
final class Interrupted {

  /** The first argument, which no user gives. */
  static final String COMMAND = "interrupted";

  private static final long POLL_MILLIS = 50;

  private Interrupted() {}

  /**
   * Says so in a line on standard output when all runs are there, and waits until it is killed, or
   * until the process that started it is gone.
   *
   * @param arguments engine, fibers, URL, size, clients
   */
  static void run(List<String> arguments) throws Exception {
    endWithParent();
    Fibers fibers = Fibers.of(arguments.get(1)).orElseThrow();
    Engine engine = Engines.named(arguments.get(0), fibers);
    Database database = Server.database(arguments.get(2));
    int size = Integer.parseInt(arguments.get(3));
    int clients = Integer.parseInt(arguments.get(4));
    Case measured = new Case(Workload.RECOVERY, Workload.RECOVERY.activities(), clients, size);
    Engine.Running running = engine.open(database, Marks.holding(size));
    Crowd crowd = running.crowd(measured);
    CrowdStart.startAll(crowd, size, clients);
    while (crowd.halfway() < size) {
      Thread.sleep(POLL_MILLIS);
    }
    System.out.println("halfway");
    Thread.currentThread().join();
  }

  /** Whoever should kill this process may be gone itself. */
  private static void endWithParent() {
    Thread watch =
        new Thread(
            () -> {
              try {
                while (System.in.read() >= 0) {
                  // the other end says nothing until it is closed
                }
              } catch (IOException e) {
                // It is closed for all that matters here.
              }
              Runtime.getRuntime().halt(1);
            },
            "parent-watch");
    watch.setDaemon(true);
    watch.start();
  }
}
