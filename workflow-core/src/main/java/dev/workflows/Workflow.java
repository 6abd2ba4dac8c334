package dev.workflows;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a class (or an interface it implements) as a workflow: a long-running process written as
 * ordinary sequential Java whose progress is recorded in the application's database.
 *
 * <p>Each run gets an instance of its own, so fields are the run's state. The class is never a
 * bean; its constructor may take activity beans, a {@link WorkflowContext}, a {@link
 * java.time.Clock}, a {@link java.util.random.RandomGenerator} and a {@link org.slf4j.Logger}, and
 * the latter three are the replay-safe ones.
 *
 * <p>The code is executed again from its beginning after a crash, with every recorded answer given
 * to it once more. So it must take time, randomness and everything from outside through its {@link
 * WorkflowContext} and its activities only.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
public @interface Workflow {

  /**
   * The type name under which runs are recorded. It outlives renames of the class, so choose it
   * once.
   */
  String value();

  /**
   * Which version of the workflow this class is, from 1. Several classes of one name, each with a
   * version of its own, may be deployed side by side: a run stays on the version that it began
   * with, unless somebody {@linkplain MigrationMethod moves} it, and new runs begin with the
   * newest, also those that continue others as new. A run whose version is deployed nowhere is
   * blocked until it is.
   *
   * <p>Signals that open runs of an older version may get need parameters of the same form in all
   * versions.
   */
  int version() default 1;

  /**
   * How long a run may be open, from its beginning to its end, as {@code 30d} or {@code PT12H}; a
   * placeholder is resolved. Empty is without limit. See {@link StartOptions#withTimeout}, which
   * counts more; what was agreed at a run's start holds for it, also if this changes.
   */
  String timeout() default "";

  /**
   * Whether runs register handlers by name as they go ({@link WorkflowContext#onSignal}, {@link
   * WorkflowContext#onQuery}), and wait for signals of names that no method declares. Clients send
   * such a workflow signals of any name then, and only the run knows whether it takes them; without
   * this a name that is not declared is refused before anything is recorded.
   *
   * <p>Clients send them as soon as one of the versions that are deployed says so. A run of a
   * version that does not say so is blocked by a signal that it does not know.
   */
  boolean dynamicHandlers() default false;
}
