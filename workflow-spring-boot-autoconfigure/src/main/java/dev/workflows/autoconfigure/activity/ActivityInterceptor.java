package dev.workflows.autoconfigure.activity;

import dev.workflows.ErrorCode;
import dev.workflows.WorkflowException;
import dev.workflows.definition.ActivityDefinition;
import dev.workflows.definition.Definitions;
import dev.workflows.replay.RunScope;
import java.util.Objects;
import java.util.function.Supplier;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;

/** Inside a run, hands the call to the run; anywhere else, lets it through. */
final class ActivityInterceptor implements MethodInterceptor {

  private final RunScope scope;
  private final ActivityMethods methods;
  private final Supplier<Definitions> definitions;

  ActivityInterceptor(RunScope scope, ActivityMethods methods, Supplier<Definitions> definitions) {
    this.scope = scope;
    this.methods = methods;
    this.definitions = definitions;
  }

  @Override
  public @Nullable Object invoke(MethodInvocation invocation) throws Throwable {
    if (!scope.isInRun()) {
      return invocation.proceed();
    }
    return scope.call(definition(invocation), invocation.getArguments());
  }

  private ActivityDefinition definition(MethodInvocation invocation) {
    Class<?> target = Objects.requireNonNull(invocation.getThis()).getClass();
    String name = Objects.requireNonNull(methods.nameOf(invocation.getMethod(), target));
    ActivityDefinition definition = definitions.get().activity(name);
    if (definition == null) {
      throw new WorkflowException(
          ErrorCode.INVALID_DEFINITION,
          "Activity '%s' of %s was not found at start. Let the @Bean method that makes it return "
                  .formatted(name, target.getName())
              + "the class that has the annotation.");
    }
    return definition;
  }
}
