package dev.workflows.spi;

import dev.workflows.definition.ActivityDefinition;
import org.jspecify.annotations.Nullable;

/** Reaches the application's activity, with all that surrounds its bean. */
public interface ActivityInvoker {

  /**
   * Calls the activity on the calling thread.
   *
   * @throws Throwable whatever the activity throws, unwrapped
   */
  @Nullable Object invoke(ActivityDefinition activity, @Nullable Object[] arguments)
      throws Throwable;
}
