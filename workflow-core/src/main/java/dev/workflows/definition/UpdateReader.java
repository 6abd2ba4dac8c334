package dev.workflows.definition;

import dev.workflows.UpdateMethod;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Reads the updates of one workflow class. */
final class UpdateReader {

  private final List<DeclaredMethod> methods;
  private final Complaints complaints;
  private final Annotations annotations;

  UpdateReader(List<DeclaredMethod> methods, Complaints complaints, Annotations annotations) {
    this.methods = methods;
    this.complaints = complaints;
    this.annotations = annotations;
  }

  /** All of them by name; {@code handlers} reads a method, {@code byName} complains of doubles. */
  Map<String, UpdateDefinition> read(
      BiFunction<DeclaredMethod, String, HandlerDefinition> handlers,
      BiFunction<List<HandlerDefinition>, String, Map<String, HandlerDefinition>> byName) {
    List<HandlerDefinition> found = new ArrayList<>();
    Map<Method, Method> validators = new HashMap<>();
    for (DeclaredMethod method : methods) {
      UpdateMethod update = method.annotation(annotations, UpdateMethod.class);
      if (update != null) {
        found.add(handlers.apply(method, WorkflowReader.nameOr(update.value(), method)));
        Method validator = validator(method.method(), update.validator());
        if (validator != null) {
          validators.put(method.method(), validator);
        }
      }
    }
    Map<String, UpdateDefinition> updates = new HashMap<>();
    byName
        .apply(found, "update")
        .forEach(
            (name, handler) ->
                updates.put(name, new UpdateDefinition(handler, validators.get(handler.method()))));
    return Map.copyOf(updates);
  }

  private @Nullable Method validator(Method update, String name) {
    if (name.isEmpty()) {
      return null;
    }
    Method validator =
        methods.stream()
            .map(DeclaredMethod::method)
            .filter(method -> method.getName().equals(name))
            .filter(method -> takesTheSame(method, update))
            .findFirst()
            .orElse(null);
    if (validator == null) {
      complaints.add(
          update,
          "There is no validator '%s' with the parameters of the update".formatted(name),
          "Write one, or correct the name in @UpdateMethod");
    } else if (validator.getReturnType() != void.class) {
      complaints.add(
          validator,
          "A validator returns something, which nobody would look at",
          "Return void, and refuse by an exception");
    } else if (!Objects.requireNonNull(validator).trySetAccessible()) {
      complaints.add(
          validator, "The method cannot be accessed", "Open its package, or make it public");
    }
    return validator;
  }

  private static boolean takesTheSame(Method method, Method update) {
    return Arrays.equals(method.getGenericParameterTypes(), update.getGenericParameterTypes());
  }
}
