package dev.workflows.autoconfigure;

import dev.workflows.jdbc.SchemaMode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * What can be configured. What is not given is {@code null} here: the defaults are the core's.
 *
 * @param packages packages to look for workflow classes in, besides those of the application
 * @param payloadLimit the largest value that is recorded, 2MB by default
 * @param tablePrefix what the names of the tables begin with, "workflow_" by default
 * @param schema the tables
 * @param history how long the histories of runs may get
 * @param client what clients of workflows ask for
 * @param worker how runs are executed
 * @param activity how activities are executed
 * @param datasource the engine's own connections
 */
@ConfigurationProperties("workflow")
public record WorkflowProperties(
    @DefaultValue List<String> packages,
    @Nullable DataSize payloadLimit,
    @Nullable String tablePrefix,
    @DefaultValue Schema schema,
    @DefaultValue History history,
    @DefaultValue Client client,
    @DefaultValue Worker worker,
    @DefaultValue Activity activity,
    @DefaultValue Datasource datasource) {

  /** Checks the ranges. */
  public WorkflowProperties {
    PropertyRules.check(
        rules -> {
          rules.limit("payload-limit", payloadLimit);
          rules.atLeast("history.warning", 1, history.warning());
          rules.atLeast("history.limit", 1, history.limit());
          rules.positive("client.timeout", client.timeout());
          rules.atLeast("client.max-unread", 1, client.maxUnread());
          rules.worker(worker);
          rules.activity(activity);
          rules.atLeast("datasource.maximum-pool-size", 1, datasource.maximumPoolSize());
        });
  }

  /**
   * The tables.
   *
   * @param mode what is done about the tables at start
   */
  public record Schema(@DefaultValue("auto") SchemaMode mode) {}

  /**
   * How long the histories of runs may get.
   *
   * @param warning from how many events on the log says so, 10000 by default
   * @param limit how many events a history may have before its run is blocked, 50000 by default
   */
  public record History(@Nullable Integer warning, @Nullable Integer limit) {}

  /**
   * What clients of workflows ask for.
   *
   * @param timeout how long a start, a signal, a cancel or a terminate waits for the database
   *     before it fails, 15s by default
   * @param maxUnread how many messages a run may have unread before signals and updates are
   *     refused, 10000 by default
   */
  public record Client(@Nullable Duration timeout, @Nullable Integer maxUnread) {}

  /**
   * How runs are executed.
   *
   * @param maxResidentRuns how many runs are in memory at once, by default 500 on platform threads
   *     and 10000 on virtual ones
   * @param linger how long a run that cannot go on stays in memory, 1s by default
   * @param codeTimeout how long workflow code may execute without waiting before its run is
   *     blocked, 10s by default
   * @param poll how often the database is asked for due runs and messages, 500ms by default
   * @param heartbeat how often a node says that it lives, 2s by default
   * @param lease how long a node counts as living after it last said so, 10s by default
   * @param activityThreads how many activities execute at once
   * @param drainTimeout how long activities that execute at shutdown may take to end
   */
  public record Worker(
      @Nullable Integer maxResidentRuns,
      @Nullable Duration linger,
      @Nullable Duration codeTimeout,
      @Nullable Duration poll,
      @Nullable Duration heartbeat,
      @Nullable Duration lease,
      @DefaultValue("32") int activityThreads,
      @DefaultValue("20s") Duration drainTimeout) {}

  /**
   * How activities are executed.
   *
   * @param timeout how long one attempt may take, by default without limit
   * @param transactionIdleTimeout how long a transactional activity may leave its transaction idle
   *     before PostgreSQL ends it, 30s by default
   * @param maxConcurrent how many attempts of one activity execute at once on a node, by default
   *     all of its activity threads but a quarter
   * @param retry when a failing activity is tried again
   * @param overrides settings of single activities by their names, as in "shipping.ship.timeout",
   *     "shipping.ship.max-concurrent" or "shipping.ship.retry.max-attempts"
   */
  public record Activity(
      @Nullable Duration timeout,
      @Nullable Duration transactionIdleTimeout,
      @Nullable Integer maxConcurrent,
      @DefaultValue Retry retry,
      @DefaultValue Map<String, String> overrides) {}

  /**
   * When a failing activity is tried again.
   *
   * @param maxAttempts how often an activity is attempted at most, 4 by default
   * @param initialInterval the wait before the second attempt, 1s by default
   * @param multiplier by how much each wait is longer than the one before, 2 by default
   * @param maxInterval the longest wait between two attempts, 1m by default
   */
  public record Retry(
      @Nullable Integer maxAttempts,
      @Nullable Duration initialInterval,
      @Nullable Double multiplier,
      @Nullable Duration maxInterval) {}

  /**
   * The engine's own connections. Without a URL they are made like those of the application's pool.
   *
   * @param url the JDBC URL, of the database that the application's DataSource uses
   * @param username the user
   * @param password the user's password
   * @param driverClassName the driver, found by the URL by default
   * @param maximumPoolSize how many connections there are at most, beside one for heartbeats
   */
  public record Datasource(
      @Nullable String url,
      @Nullable String username,
      @Nullable String password,
      @Nullable String driverClassName,
      @DefaultValue("8") int maximumPoolSize) {

    /** Does not show the password. */
    @Override
    public String toString() {
      return "Datasource[username=%s, maximumPoolSize=%d]".formatted(username, maximumPoolSize);
    }
  }
}
