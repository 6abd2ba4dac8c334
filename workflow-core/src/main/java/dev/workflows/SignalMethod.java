package dev.workflows;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A {@code void} method of a {@link Workflow} that receives messages from outside. Signals are
 * durable once acknowledged and handled in the order of their acceptance, each exactly once; the
 * handler may call activities.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Documented
public @interface SignalMethod {

  /** The signal's name; the method's name if empty. */
  String value() default "";

  /**
   * Whether the workflow takes such signals by {@link WorkflowContext#waitForSignal} too: what they
   * carry, one value at most, is kept until it does. The method is executed nevertheless when one
   * comes; it may be empty.
   */
  boolean queued() default false;
}
