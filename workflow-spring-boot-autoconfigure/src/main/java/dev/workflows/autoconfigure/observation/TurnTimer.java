package dev.workflows.autoconfigure.observation;

import dev.workflows.WorkflowInterceptor;
import dev.workflows.WorkflowTurn;
import io.micrometer.core.instrument.Meter.MeterProvider;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Locale;

/** Measures turns as {@code workflow.turn}. */
final class TurnTimer implements WorkflowInterceptor {

  private final MeterProvider<Timer> timers;

  TurnTimer(MeterRegistry registry) {
    this.timers =
        Timer.builder("workflow.turn")
            .description("From the taking of what had arrived for a run until it was durable")
            .withRegistry(registry);
  }

  @Override
  public void told(WorkflowTurn turn) {
    String status = turn.status().name().toLowerCase(Locale.ROOT);
    timers.withTags("workflow.type", turn.workflowType(), "status", status).record(turn.duration());
  }
}
