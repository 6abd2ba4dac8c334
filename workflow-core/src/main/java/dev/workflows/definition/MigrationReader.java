package dev.workflows.definition;

import dev.workflows.MigrationMethod;
import dev.workflows.Workflow;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the hooks by which runs of older versions come to one workflow class. */
final class MigrationReader {

  private final Class<?> type;
  private final List<DeclaredMethod> methods;
  private final ResolvedTypes types;
  private final Complaints complaints;
  private final Annotations annotations;

  MigrationReader(
      Class<?> type,
      List<DeclaredMethod> methods,
      ResolvedTypes types,
      Complaints complaints,
      Annotations annotations) {
    this.type = type;
    this.methods = methods;
    this.types = types;
    this.complaints = complaints;
    this.annotations = annotations;
  }

  /**
   * All of them by the version that they take; complete only if there are no complaints. Those of a
   * superclass are its own: they make what that takes.
   */
  Map<Integer, Method> read(Workflow declared, HandlerDefinition main) {
    Map<Integer, Method> hooks = new HashMap<>();
    for (DeclaredMethod declaring : methods) {
      Method hook = declaring.method();
      if (hook.getDeclaringClass() == type
          && declaring.annotated(annotations, MigrationMethod.class) != null) {
        Integer from = olderVersion(hook, declared);
        checkAccess(hook);
        checkResult(hook, main);
        Method other = from == null ? null : hooks.putIfAbsent(from, hook);
        if (other != null) {
          complaints.add(
              hook,
              "Runs of version %d migrate by %s as well".formatted(from, Complaints.place(other)),
              "Keep one of them");
        }
      }
    }
    return Map.copyOf(hooks);
  }

  private void checkAccess(Method hook) {
    if (!Modifier.isStatic(hook.getModifiers())) {
      complaints.add(
          hook,
          "A migration needs an instance of this version, which there is only after it",
          "Make it static");
    } else if (!hook.trySetAccessible()) {
      complaints.add(hook, "The method cannot be accessed", "Open its package, or make it public");
    }
  }

  private @Nullable Integer olderVersion(Method hook, Workflow declared) {
    if (hook.getParameterCount() != 1) {
      complaints.add(
          hook,
          "A migration takes %d parameters".formatted(hook.getParameterCount()),
          "Take one, the workflow class of an older version");
      return null;
    }
    Class<?> type = hook.getParameterTypes()[0];
    Workflow older = workflow(type);
    if (older == null || !older.value().equals(declared.value())) {
      complaints.add(
          hook,
          "%s is no version of workflow '%s'".formatted(type.getName(), declared.value()),
          "Take the workflow class of an older version");
      return null;
    }
    if (older.version() >= declared.version()) {
      complaints.add(
          hook,
          "%s is version %d, which is not older than this one, %d"
              .formatted(type.getName(), older.version(), declared.version()),
          "Take the workflow class of an older version");
      return null;
    }
    return older.version();
  }

  private @Nullable Workflow workflow(Class<?> type) {
    for (Class<?> declaring : DeclaredMethod.hierarchy(type)) {
      Workflow declaration = annotations.find(declaring, Workflow.class);
      if (declaration != null) {
        return declaration;
      }
    }
    return null;
  }

  private void checkResult(Method hook, HandlerDefinition main) {
    List<Type> parameters = main.parameterTypes();
    Type result = types.resolve(hook.getGenericReturnType());
    if (parameters.size() > 1) {
      complaints.add(
          hook,
          "The workflow method takes %d arguments, and a migration returns one"
              .formatted(parameters.size()),
          "Let the workflow method take one value that holds them, as a record");
    } else if (parameters.isEmpty() != (result == void.class)) {
      complaints.add(
          hook,
          parameters.isEmpty()
              ? "The workflow method takes no argument, but the migration returns one"
              : "The workflow method takes an argument, but the migration returns none",
          parameters.isEmpty() ? "Return void" : "Return the argument of the workflow method");
    } else if (!parameters.isEmpty() && !fits(result, parameters.get(0))) {
      complaints.add(
          hook,
          "The migration returns %s, but the workflow method takes %s"
              .formatted(result.getTypeName(), parameters.get(0).getTypeName()),
          "Return what the workflow method takes");
    }
  }

  private boolean fits(Type result, Type parameter) {
    return result.equals(parameter)
        || (parameter instanceof Class<?> taken
            && wrapped(taken).isAssignableFrom(wrapped(types.erase(result))));
  }

  private static Class<?> wrapped(Class<?> type) {
    return MethodType.methodType(type).wrap().returnType();
  }
}
