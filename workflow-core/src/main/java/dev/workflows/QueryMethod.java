package dev.workflows;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A method of a {@link Workflow} that answers a question about the run's state. It must not change
 * anything: it cannot call activities, sleep or wait, and nothing of it is recorded. It sees only
 * what is durable, also when the run is closed.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Documented
public @interface QueryMethod {

  /** The query's name; the method's name if empty. */
  String value() default "";
}
