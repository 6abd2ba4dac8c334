package dev.workflows.replay;

import dev.workflows.definition.WorkflowDefinition;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Finds out which workflow, and with what, code calls on a stub. Thread-safe. */
public interface ChildCalls {

  /** Where no workflow can call another. */
  ChildCalls NONE =
      new ChildCalls() {
        @Override
        public void require(Class<?> type) {
          throw new IllegalArgumentException("No workflow is known as " + type.getName() + ".");
        }

        @Override
        public <T, R> Made record(Class<T> type, Function<T, R> call) {
          require(type);
          throw new IllegalStateException();
        }
      };

  /**
   * A call as it was made.
   *
   * @param definition the workflow
   * @param arguments of its workflow method
   */
  record Made(WorkflowDefinition definition, List<@Nullable Object> arguments) {}

  /**
   * Refuses what is no workflow.
   *
   * @throws IllegalArgumentException if it is none, or several are
   */
  void require(Class<?> type);

  /**
   * The one call that this function makes.
   *
   * @throws dev.workflows.InvalidRequestException if it makes none, several, or another
   */
  <T, R> Made record(Class<T> type, Function<T, R> call);
}
