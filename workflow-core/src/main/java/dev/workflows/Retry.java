package dev.workflows;

import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * When an activity that failed is tried again. Whatever is not given here comes from {@code
 * workflow.activity.retry.*}, whose defaults are three retries after the first attempt, after 1 s,
 * doubled each time up to 1 min.
 */
@Target({})
@Retention(RetentionPolicy.RUNTIME)
@Documented
public @interface Retry {

  /** Takes the configured value. */
  int CONFIGURED = 0;

  /** Never gives up. */
  int UNLIMITED = Integer.MAX_VALUE;

  /** How often the activity is attempted at most, the first attempt included; 1 is no retry. */
  int maxAttempts() default CONFIGURED;

  /** The wait before the second attempt, as {@code 1s} or {@code PT1S}. */
  String initialInterval() default "";

  /** The longest wait between two attempts. */
  String maxInterval() default "";

  /**
   * By how much each wait is longer than the one before; at least 1, or 0 for the configured one.
   */
  double multiplier() default CONFIGURED;

  /** Exceptions, subclasses included, after which it is not tried again. */
  Class<? extends Throwable>[] notOn() default {};
}
