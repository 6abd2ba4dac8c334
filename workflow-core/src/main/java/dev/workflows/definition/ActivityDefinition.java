package dev.workflows.definition;

import dev.workflows.payload.DeclaredValue;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An activity as its annotation declares it and the configuration completes it.
 *
 * @param name the recorded name
 * @param method the method that is called, as callers see it
 * @param parameterTypes what its arguments are read as
 * @param resultType what its result is read as
 * @param retry when it is tried again
 * @param timeout how long one attempt may take; {@code null} is without limit
 * @param maxConcurrent how many attempts of it execute at once on a node at most; {@code null} is
 *     the share of the node's threads that every activity has
 * @param transactional whether its transaction is the engine's, so that its record is part of it
 * @param readOnly whether it has no effect, so that it may be called before it is recorded
 * @param declaredFailures exceptions that arrive at the caller as themselves: those of the {@code
 *     throws} clause and of {@code notOn}
 * @param compensation how it is undone, if it is
 * @param sensitivity what of its arguments and its result is not to be seen
 */
public record ActivityDefinition(
    String name,
    Method method,
    List<Type> parameterTypes,
    Type resultType,
    RetryPolicy retry,
    @Nullable Duration timeout,
    @Nullable Integer maxConcurrent,
    boolean transactional,
    boolean readOnly,
    List<Class<? extends Throwable>> declaredFailures,
    @Nullable Compensation compensation,
    Sensitivity sensitivity) {

  /** An activity that nothing undoes, and that marks nothing. */
  public ActivityDefinition(
      String name,
      Method method,
      List<Type> parameterTypes,
      Type resultType,
      RetryPolicy retry,
      @Nullable Duration timeout,
      @Nullable Integer maxConcurrent,
      boolean transactional,
      boolean readOnly,
      List<Class<? extends Throwable>> declaredFailures) {
    this(
        name,
        method,
        parameterTypes,
        resultType,
        retry,
        timeout,
        maxConcurrent,
        transactional,
        readOnly,
        declaredFailures,
        null,
        Sensitivity.NONE);
  }

  /** Its arguments as it declares them. */
  public List<DeclaredValue> arguments() {
    return sensitivity.parameters(parameterTypes);
  }

  /** Its result as it declares it. */
  public DeclaredValue result() {
    return sensitivity.result(resultType);
  }

  /** The same, undone by this. */
  ActivityDefinition undoneBy(Compensation newCompensation) {
    return new ActivityDefinition(
        name,
        method,
        parameterTypes,
        resultType,
        retry,
        timeout,
        maxConcurrent,
        transactional,
        readOnly,
        declaredFailures,
        newCompensation,
        sensitivity);
  }

  /**
   * How an activity is undone.
   *
   * @param activity what undoes it
   * @param arguments how many of the first arguments it takes
   * @param takesResult whether it takes the result behind them
   */
  public record Compensation(ActivityDefinition activity, int arguments, boolean takesResult) {}
}
