package dev.workflows.benchmarks.dbos;

import dev.dbos.transact.DBOS;
import dev.dbos.transact.workflow.Workflow;
import dev.workflows.benchmarks.engine.Bells;
import dev.workflows.benchmarks.engine.Marks;
import java.time.Duration;
import java.time.Instant;

/** The workflows; their steps do nothing, so that only the engine is measured. */
final class DbosFlows implements Flows {

  static final String TOPIC = "ping";

  private static final Duration PATIENCE = Duration.ofHours(1);

  private final DBOS dbos;
  private final Marks marks;
  private final Bells bells;

  DbosFlows(DBOS dbos, Marks marks, Bells bells) {
    this.dbos = dbos;
    this.marks = marks;
    this.bells = bells;
  }

  @Override
  @Workflow(name = "count")
  public int count(int steps) {
    int value = 0;
    for (int i = 0; i < steps; i++) {
      value = next(value);
    }
    return value;
  }

  @Override
  @Workflow(name = "mark")
  public void mark(int number, int before) {
    for (int i = 0; i < before; i++) {
      next(i);
    }
    dbos.runStep(() -> marks.set(number), "mark");
  }

  @Override
  @Workflow(name = "sleep")
  public void sleep(int number) {
    dbos.sleep(Duration.between(Instant.now(), marks.due()));
    marks.set(number);
  }

  @Override
  @Workflow(name = "play")
  public void play(int bell) {
    while (dbos.recv(TOPIC, PATIENCE).isPresent()) {
      dbos.runStep(() -> bells.ring(bell), "ring");
    }
  }

  private int next(int value) {
    return dbos.<Integer, RuntimeException>runStep(() -> value + 1, "next");
  }
}
