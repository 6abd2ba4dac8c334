package dev.workflows;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A method of a bean that does a run's work outside: calls a service, writes a row. Called inside a
 * run it is recorded, retried, and never repeated once its outcome is recorded; called from
 * anywhere else it is a plain call. On a class or an interface it marks all public methods.
 *
 * <p>An activity is executed at least once: if the process dies after the work and before the
 * record, it is executed again with the same {@link ActivityContext#idempotencyKey()}. An activity
 * whose transaction runs on the engine's own database is executed exactly once, because its record
 * is part of that transaction.
 */
@Target({ElementType.METHOD, ElementType.TYPE})
@Retention(RetentionPolicy.RUNTIME)
@Documented
public @interface Activity {

  /**
   * The name under which calls are recorded. On a method the whole name; on a type the part before
   * the dot. By default the type's simple name with a small first letter, a dot, and the method's
   * name, as in {@code shipping.ship}.
   */
  String value() default "";

  /** When a failing attempt is repeated. */
  Retry retry() default @Retry;

  /**
   * How long one attempt may take, from its start to its end, as {@code 30s} or {@code PT30S}; a
   * placeholder is resolved. Empty means the configured default, which is no limit.
   */
  String timeout() default "";

  /**
   * Whether it has no effect, such as a look-up. Then it costs no commit of its own: it is called
   * at once, and recorded with whatever is recorded next, before any activity that is not
   * read-only. If the process dies before that it is called again, and what it answered then is
   * forgotten. May not be {@code true} where the activity's transaction is the engine's, unless
   * that is read-only as well.
   */
  boolean readOnly() default false;

  /**
   * The name of the method of the same class that undoes it, as {@code "release"}; an activity
   * itself. It takes the first arguments of this one, as many as it wants, and may take this one's
   * result behind them. Empty means that nothing has to be undone.
   *
   * <p>Once this activity has completed, its compensation is executed when the run fails or is
   * cancelled: in reverse order of completion, recorded and retried as every activity is, and not
   * interrupted by cancellation. One that fails for good blocks the run ({@link
   * ErrorCode#COMPENSATION_FAILED}) until it succeeds or an operator terminates the run. A call
   * that failed, or was given up, is not compensated.
   *
   * <p>It is part of the code of every workflow that calls the activity: adding or removing it
   * changes what runs do that fail later, and those that are just compensating.
   */
  String compensateWith() default "";
}
