package dev.workflows.engine;

import dev.workflows.IllegalWorkflowCallException;
import dev.workflows.definition.WorkflowDefinition;
import dev.workflows.replay.RunScope;
import dev.workflows.spi.StubFactory;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes what stands for a workflow wherever its class is injected: a call of its workflow method by
 * the code of a run is a child of that run, any other call is refused.
 */
public final class ChildStubs implements InvocationHandler {

  private final WorkflowDefinition definition;
  private final RunScope scope;

  private ChildStubs(WorkflowDefinition definition, RunScope scope) {
    this.definition = definition;
    this.scope = scope;
  }

  /** A stub of the workflow's class. Thread-safe, and the same for all runs. */
  public static Object stub(WorkflowDefinition definition, StubFactory stubs, RunScope scope) {
    return stubs.stub(definition.workflowClass(), new ChildStubs(definition, scope));
  }

  @Override
  public @Nullable Object invoke(Object self, Method method, @Nullable Object @Nullable [] given) {
    @Nullable Object[] arguments = given == null ? new Object[0] : given;
    if (method.getDeclaringClass() == Object.class) {
      return ofObject(self, method, arguments);
    }
    String name = definition.workflowClass().getSimpleName();
    if (!scope.isInRun()) {
      throw new IllegalWorkflowCallException(
          "%s.%s was called outside a run. Inject Workflows<%s> to start or reach one; only code of a workflow calls another one like this."
              .formatted(name, method.getName(), name));
    }
    List<@Nullable Object> all = Arrays.asList(arguments);
    if (!new CallRecorder.Call(method, all)
        .isOf(definition.main().method(), definition.workflowClass())) {
      throw new IllegalWorkflowCallException(
          "A workflow called %s.%s, which is not its workflow method. Only '%s' can be called as a child; send signals from an activity by Workflows<%s>."
              .formatted(name, method.getName(), definition.main().method().getName(), name));
    }
    return scope.callChild(definition, arguments);
  }

  private Object ofObject(Object self, Method method, @Nullable Object[] arguments) {
    return switch (method.getName()) {
      case "equals" -> self == arguments[0];
      case "hashCode" -> System.identityHashCode(self);
      default -> "Child stub of " + definition.workflowClass().getName();
    };
  }
}
