package dev.workflows.benchmarks.ours;

import dev.workflows.WorkflowClient;
import dev.workflows.benchmarks.engine.Marks;
import dev.workflows.engine.EngineSettings;
import dev.workflows.engine.ThreadDriver;
import dev.workflows.engine.WorkflowEngine;
import dev.workflows.spi.WorkflowStore;
import java.time.Duration;

/** The engine that executes the measured workflows, and the threads it has. */
record OurNode(WorkflowEngine engine, ThreadDriver driver) implements AutoCloseable {

  private static final int ACTIVITY_THREADS = 32;

  /** Starts it on a store. */
  static OurNode start(Application application, WorkflowStore store, Fibers fibers, Marks marks) {
    int turnThreads = Math.max(2, Runtime.getRuntime().availableProcessors());
    ThreadDriver driver = new ThreadDriver(turnThreads, activityThreads(marks), fibers.factory());
    WorkflowEngine engine = application.engine(store, driver, settings(fibers));
    engine.start();
    return new OurNode(engine, driver);
  }

  /** Where runs are held, each holds a thread, and the others still need some. */
  private static int activityThreads(Marks marks) {
    return marks.areHolding() ? marks.size() + ACTIVITY_THREADS : ACTIVITY_THREADS;
  }

  static EngineSettings settings(Fibers fibers) {
    return EngineSettings.defaults(fibers.areVirtual());
  }

  WorkflowClient client() {
    return engine.client();
  }

  @Override
  public void close() {
    engine.stop(Duration.ofSeconds(5));
    driver.close();
  }
}
