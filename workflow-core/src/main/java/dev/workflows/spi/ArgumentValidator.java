package dev.workflows.spi;

import java.lang.reflect.Method;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Looks at what callers hand to workflow methods, signals and queries before anything of it is
 * recorded. Thread-safe.
 */
@FunctionalInterface
public interface ArgumentValidator {

  /** Accepts everything. */
  ArgumentValidator NONE = (method, arguments) -> List.of();

  /**
   * What is wrong with these arguments, in words for the caller; empty if nothing is.
   *
   * @param method a method of a workflow
   * @param arguments as many as it takes
   */
  List<String> complaints(Method method, @Nullable Object[] arguments);
}
