package dev.workflows;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A caller's choices for a start.
 *
 * @param workflowId the id of the workflow, 1 to 255 characters without control characters; one is
 *     made if it is {@code null}
 * @param idempotencyKey a second start of the same type with this key returns the first one's run,
 *     also when that is closed
 * @param delay how long the run waits before its code begins; zero is at once
 * @param attributes by which the run is found, by name; see {@link #withAttribute}
 * @param timeout how long the run may be open; {@code null} is what its {@link Workflow} says, zero
 *     without limit
 * @param startAt when its code begins at the earliest; {@code null} is at once
 * @param idReuse whether the workflow id may have had a run before
 * @param idConflict what happens if it has an open one
 * @param memo what goes with the run for people to read; see {@link #withMemo}
 */
public record StartOptions(
    @Nullable String workflowId,
    @Nullable String idempotencyKey,
    Duration delay,
    Map<String, String> attributes,
    @Nullable Duration timeout,
    @Nullable Instant startAt,
    IdReusePolicy idReuse,
    IdConflictPolicy idConflict,
    @Nullable Object memo) {

  /** Choices about these alone. */
  public StartOptions(
      @Nullable String workflowId, @Nullable String idempotencyKey, Duration delay) {
    this(
        workflowId,
        idempotencyKey,
        delay,
        Map.of(),
        null,
        null,
        IdReusePolicy.ALLOW_DUPLICATE,
        IdConflictPolicy.FAIL,
        null);
  }

  /** Keeps the attributes as they are now. */
  public StartOptions {
    attributes = Map.copyOf(attributes);
  }

  /** Starts at once under an id that is made. */
  public static StartOptions defaults() {
    return new StartOptions(null, null, Duration.ZERO);
  }

  /** Starts at once under this id. */
  public static StartOptions of(String workflowId) {
    return new StartOptions(workflowId, null, Duration.ZERO);
  }

  /** The same with an idempotency key. */
  public StartOptions withIdempotencyKey(String key) {
    return new StartOptions(
        workflowId, key, delay, attributes, timeout, startAt, idReuse, idConflict, memo);
  }

  /** The same with a delay. */
  public StartOptions withDelay(Duration newDelay) {
    return new StartOptions(
        workflowId,
        idempotencyKey,
        newDelay,
        attributes,
        timeout,
        startAt,
        idReuse,
        idConflict,
        memo);
  }

  /**
   * The same with a time at which the run's code begins, by the database's clock; at once if that
   * has passed. Of this and a delay the later counts.
   */
  public StartOptions withStartAt(Instant time) {
    return new StartOptions(
        workflowId, idempotencyKey, delay, attributes, timeout, time, idReuse, idConflict, memo);
  }

  /**
   * The same with one more attribute, or another value of it: what {@link RunFilter} finds runs by.
   * A run has 32 at most. Never a secret: attributes are shown as they are.
   *
   * @param name 1 to 64 letters, digits, dots, underscores and hyphens
   * @param value 1 to 255 printable characters
   */
  public StartOptions withAttribute(String name, String value) {
    Map<String, String> all = new HashMap<>(attributes);
    all.put(name, value);
    return new StartOptions(
        workflowId, idempotencyKey, delay, all, timeout, startAt, idReuse, idConflict, memo);
  }

  /**
   * The same with a time-out, from the run's beginning, after its delay, to its end. When it is
   * over the run ends as {@link WorkflowStatus#TIMED_OUT}, at once: its code is not asked, does not
   * clean up, and nothing is undone. A run that continues it has that time anew.
   *
   * @param newTimeout zero is without limit, also where {@link Workflow#timeout} says otherwise
   */
  public StartOptions withTimeout(Duration newTimeout) {
    return new StartOptions(
        workflowId,
        idempotencyKey,
        delay,
        attributes,
        newTimeout,
        startAt,
        idReuse,
        idConflict,
        memo);
  }

  /**
   * The same with a rule for a workflow id that was used before. It is seen to in the start's own
   * transaction: of several starts at once no two slip through.
   */
  public StartOptions withIdReuse(IdReusePolicy policy) {
    return new StartOptions(
        workflowId, idempotencyKey, delay, attributes, timeout, startAt, policy, idConflict, memo);
  }

  /** The same with a rule for a workflow id that has an open run. */
  public StartOptions withIdConflict(IdConflictPolicy policy) {
    return new StartOptions(
        workflowId, idempotencyKey, delay, attributes, timeout, startAt, idReuse, policy, memo);
  }

  /**
   * The same with a value that goes with the run for people to read: it is shown where the run is
   * described and values are shown, and does nothing else. What is {@link Sensitive} in it is not
   * recorded. A run that continues this one has it as well.
   *
   * @param value what can be written as JSON, within the payload limit
   */
  public StartOptions withMemo(@Nullable Object value) {
    return new StartOptions(
        workflowId,
        idempotencyKey,
        delay,
        attributes,
        timeout,
        startAt,
        idReuse,
        idConflict,
        value);
  }
}
