package dev.workflows.benchmarks.load;

import dev.workflows.benchmarks.database.Database;
import dev.workflows.benchmarks.engine.Case;
import dev.workflows.benchmarks.engine.Engine;
import dev.workflows.benchmarks.engine.Marks;
import dev.workflows.benchmarks.engine.Operation;
import dev.workflows.benchmarks.engine.Workload;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * Clients repeat an operation for a while.
 *
 * @param warmUp how long they do so before anything counts; may be zero
 */
record LoopRound(Duration warmUp, Duration duration) implements Round {

  @Override
  public Map<Figure, Double> measure(Grounds grounds, Engine engine, Case measured)
      throws Exception {
    try (Database database = grounds.of(engine, measured);
        Engine.Running running = engine.open(database, Marks.none(), measured.nodes());
        ClosedLoop loop = new ClosedLoop(operations(running, measured))) {
      OptionalDouble cold =
          warmUp.isZero()
              ? OptionalDouble.empty()
              : OptionalDouble.of(loop.run(warmUp).firstSeconds());
      EventMeter events = new EventMeter(running.tally());
      Meter meter = new Meter(database, running.pool());
      Map<Figure, Long> before = meter.read();
      ClosedLoop.Outcome outcome = loop.run(duration);
      Map<Figure, Long> after = meter.read();
      Map<Figure, Double> figures = new EnumMap<>(Figure.class);
      figures.put(Figure.PER_SECOND, outcome.perSecond());
      outcome.latencies().tell(figures);
      events.tell(figures, outcome.seconds());
      if (measured.workload() == Workload.REPLAY) {
        figures.put(Figure.FIRST, cold.orElse(outcome.firstSeconds()));
      }
      Meter.tell(figures, before, after, outcome.operations());
      return figures;
    }
  }

  private static List<Operation> operations(Engine.Running running, Case measured)
      throws Exception {
    List<Operation> operations = new ArrayList<>();
    int clients = running.clients(measured);
    for (int i = 0; i < clients; i++) {
      operations.add(running.operation(measured));
    }
    return operations;
  }
}
