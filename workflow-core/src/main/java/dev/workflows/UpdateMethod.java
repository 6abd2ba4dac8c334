package dev.workflows;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a method that changes a run and answers who asked for it. It may wait and call activities
 * as the workflow method does. Its result, or the exception that leaves it, is the sender's; an
 * exception does not end the run.
 *
 * <p>An update that its validator refuses leaves nothing behind: neither the run nor its history
 * change.
 */
@Documented
@Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
public @interface UpdateMethod {

  /** The update's name; by default the method's. */
  String value() default "";

  /**
   * The method that looks at an update before it is accepted: of the same class, with the same
   * parameters, returning nothing. It refuses by an exception, whose message the sender gets. It
   * may read the run's state, must not change it, and can neither wait nor call activities. Not
   * asked when the code is executed again.
   */
  String validator() default "";
}
