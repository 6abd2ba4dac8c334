package dev.workflows.replay;

import java.lang.reflect.Method;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Looks at what a workflow method is to be called with, before that is recorded. */
@FunctionalInterface
public interface ArgumentCheck {

  /** Accepts everything. */
  ArgumentCheck NONE = (method, arguments) -> List.of();

  /** What is wrong with these arguments, in words for whoever asked; empty if nothing is. */
  List<String> complaints(Method method, @Nullable Object[] arguments);
}
