package dev.workflows.definition;

import dev.workflows.Sensitive;
import dev.workflows.definition.InvalidDefinitionException.Complaint;
import dev.workflows.payload.PayloadCodec;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Gathers complaints; knows those that workflows and activities have in common. */
final class Complaints {

  private static final int MAX_NAME = 255;

  private final List<Complaint> found = new ArrayList<>();
  private final PayloadCodec codec;

  Complaints(PayloadCodec codec) {
    this.codec = codec;
  }

  int size() {
    return found.size();
  }

  void throwIfAny() {
    if (!found.isEmpty()) {
      throw new InvalidDefinitionException(found);
    }
  }

  void add(Class<?> type, String fact, String remedy) {
    found.add(new Complaint(type.getName(), fact, remedy));
  }

  void add(Method method, String fact, String remedy) {
    found.add(new Complaint(place(method), fact, remedy));
  }

  void checkSubclassable(Class<?> type, String why) {
    if (type.isRecord()) {
      add(type, "A record is final, so " + why, "Make it a class");
    } else if (Modifier.isFinal(type.getModifiers()) && !type.isInterface()) {
      add(
          type,
          "The class is final, so " + why,
          "Remove 'final' (Kotlin: open the class, or use the all-open plug-in)");
    } else if (type.isSealed()) {
      add(type, "The class is sealed, so " + why, "Make it non-sealed");
    }
  }

  void checkOverridable(DeclaredMethod method, String why) {
    if (method.is(Modifier.PRIVATE)) {
      add(method.method(), "The method is private, so " + why, "Make it public");
    } else if (method.is(Modifier.STATIC)) {
      add(method.method(), "The method is static, so " + why, "Remove 'static'");
    } else if (method.is(Modifier.FINAL)) {
      add(
          method.method(),
          "The method is final, so " + why,
          "Remove 'final' (Kotlin: open the method, or use the all-open plug-in)");
    }
  }

  /** Whether everything a method takes and returns can be stored. */
  void checkSignature(Method method, List<Type> parameters, Type result) {
    if (method.isVarArgs()) {
      add(method, "The method takes a variable number of arguments", "Take a List");
    }
    for (int i = 0; i < parameters.size(); i++) {
      String objection = codec.objectionTo(parameters.get(i));
      if (objection != null) {
        String name = method.getParameters()[i].getName();
        add(
            method,
            "Parameter '%s' cannot be stored: %s".formatted(name, objection),
            "Take a type that can be written as JSON and read back");
      }
    }
    String objection = codec.objectionTo(result);
    if (objection != null) {
      add(
          method,
          "The result cannot be stored: " + objection,
          "Return a type that can be written as JSON and read back");
    }
  }

  /** A mark must not be where it hides nothing: who set it would rely on it. */
  void checkMark(DeclaredMethod method, Annotations annotations) {
    if (method.method().getReturnType() == void.class
        && method.annotated(annotations, Sensitive.class) != null) {
      add(
          method.method(),
          "@Sensitive marks the result of a method that has none",
          "Mark the parameters that are meant");
    }
  }

  void checkName(Method method, String name) {
    if (!isUsable(name)) {
      add(method, badName(name), "Choose a name of 1 to 255 visible characters");
    }
  }

  void checkName(Class<?> type, String name) {
    if (!isUsable(name)) {
      add(type, badName(name), "Choose a name of 1 to 255 visible characters");
    }
  }

  static String place(Method method) {
    return Arrays.stream(method.getParameterTypes())
        .map(Class::getSimpleName)
        .collect(
            Collectors.joining(
                ", ", method.getDeclaringClass().getName() + "." + method.getName() + "(", ")"));
  }

  private static boolean isUsable(String name) {
    return !name.isBlank()
        && name.length() <= MAX_NAME
        && name.chars().noneMatch(Character::isISOControl);
  }

  private static String badName(String name) {
    return name.isBlank()
        ? "The name is empty"
        : "The name is longer than 255 characters or has control characters";
  }
}
