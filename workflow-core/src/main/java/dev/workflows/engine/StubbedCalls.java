package dev.workflows.engine;

import dev.workflows.ErrorCode;
import dev.workflows.InvalidRequestException;
import dev.workflows.definition.Definitions;
import dev.workflows.definition.WorkflowDefinition;
import dev.workflows.replay.ChildCalls;
import dev.workflows.spi.StubFactory;
import java.util.List;
import java.util.function.Function;

/** Calls of workflows by workflows, recorded on stubs as those of clients are. */
final class StubbedCalls implements ChildCalls {

  private final Definitions definitions;
  private final StubFactory stubs;

  StubbedCalls(Definitions definitions, StubFactory stubs) {
    this.definitions = definitions;
    this.stubs = stubs;
  }

  @Override
  public void require(Class<?> type) {
    definition(type);
  }

  @Override
  public <T, R> Made record(Class<T> type, Function<T, R> call) {
    WorkflowDefinition definition = definition(type);
    CallRecorder.Call made = new CallRecorder<>(type, stubs).recordFunction(call);
    if (!made.isOf(definition.main().method(), definition.workflowClass())) {
      throw new InvalidRequestException(
          ErrorCode.INVALID_CALL,
          "A child is called by its workflow method '%s', but this calls '%s'."
              .formatted(definition.main().method().getName(), made.method().getName()));
    }
    return new Made(definition, made.arguments());
  }

  private WorkflowDefinition definition(Class<?> type) {
    List<WorkflowDefinition> found =
        definitions.workflows().stream()
            .filter(workflow -> type.isAssignableFrom(workflow.workflowClass()))
            .toList();
    if (found.size() != 1) {
      throw new IllegalArgumentException(
          found.isEmpty()
              ? "No workflow is deployed here as %s.".formatted(type.getName())
              : "Several workflows are a %s: %s. Name the class of one."
                  .formatted(
                      type.getName(), found.stream().map(WorkflowDefinition::type).toList()));
    }
    return found.get(0);
  }
}
