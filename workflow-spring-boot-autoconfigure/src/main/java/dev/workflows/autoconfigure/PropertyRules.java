package dev.workflows.autoconfigure;

import dev.workflows.ErrorCode;
import dev.workflows.WorkflowException;
import dev.workflows.engine.EngineSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;

/** What the properties must keep to. All that do not are named at once, as they are written. */
final class PropertyRules {

  private final List<String> broken = new ArrayList<>();

  private PropertyRules() {}

  /**
   * Checks them.
   *
   * @throws WorkflowException that names each one that is outside of its range
   */
  static void check(Consumer<PropertyRules> all) {
    PropertyRules rules = new PropertyRules();
    all.accept(rules);
    if (!rules.broken.isEmpty()) {
      throw new WorkflowException(
          ErrorCode.INVALID_CONFIGURATION,
          "Properties are outside of their ranges: %s.".formatted(String.join("; ", rules.broken)));
    }
  }

  void worker(WorkflowProperties.Worker worker) {
    positive("worker.heartbeat", worker.heartbeat());
    positive("worker.lease", worker.lease());
    positive("worker.poll", worker.poll());
    notNegative("worker.linger", worker.linger());
    positive("worker.code-timeout", worker.codeTimeout());
    notNegative("worker.drain-timeout", worker.drainTimeout());
    atLeast("worker.max-resident-runs", 1, worker.maxResidentRuns());
    atLeast("worker.activity-threads", 1, worker.activityThreads());
    EngineSettings standard = EngineSettings.defaults(false);
    Duration heartbeat = Objects.requireNonNullElse(worker.heartbeat(), standard.heartbeat());
    Duration lease = Objects.requireNonNullElse(worker.lease(), standard.lease());
    if (lease.compareTo(heartbeat.multipliedBy(2)) < 0) {
      broken("worker.lease", "at least twice the heartbeat (" + heartbeat + ")", lease);
    }
  }

  void activity(WorkflowProperties.Activity activity) {
    notNegative("activity.timeout", activity.timeout());
    positive("activity.transaction-idle-timeout", activity.transactionIdleTimeout());
    atLeast("activity.max-concurrent", 1, activity.maxConcurrent());
    atLeast("activity.retry.max-attempts", 1, activity.retry().maxAttempts());
    notNegative("activity.retry.initial-interval", activity.retry().initialInterval());
    notNegative("activity.retry.max-interval", activity.retry().maxInterval());
    atLeast("activity.retry.multiplier", 1, activity.retry().multiplier());
  }

  void positive(String property, @Nullable Duration value) {
    if (value != null && (value.isNegative() || value.isZero())) {
      broken(property, "positive", value);
    }
  }

  private void notNegative(String property, @Nullable Duration value) {
    if (value != null && value.isNegative()) {
      broken(property, "zero or positive", value);
    }
  }

  void atLeast(String property, int least, @Nullable Number value) {
    if (value != null && !(value.doubleValue() >= least)) {
      broken(property, "at least " + least, value);
    }
  }

  void limit(String property, @Nullable DataSize value) {
    if (value != null && (value.toBytes() < 1 || value.toBytes() > Integer.MAX_VALUE)) {
      broken(property, "from 1B to less than 2GB", value);
    }
  }

  private void broken(String property, String rule, Object value) {
    broken.add("workflow.%s must be %s, but is %s".formatted(property, rule, value));
  }
}
