package dev.workflows.definition;

import dev.workflows.Sensitive;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A method of a class with everything it overrides or implements.
 *
 * @param method the one that is executed
 * @param declarations the same method in the class, its superclasses and its interfaces, nearest
 *     first
 */
record DeclaredMethod(Method method, List<Method> declarations) {

  /** All methods that a class declares or inherits, those of {@link Object} aside. */
  static List<DeclaredMethod> of(Class<?> type, ResolvedTypes types) {
    List<DeclaredMethod> methods = new ArrayList<>();
    for (Class<?> declaring : hierarchy(type)) {
      for (Method method : declaring.getDeclaredMethods()) {
        if (!method.isSynthetic()) {
          add(methods, method, types);
        }
      }
    }
    methods.sort((a, b) -> a.method.toString().compareTo(b.method.toString()));
    return methods;
  }

  /** The class, its superclasses, then all interfaces of all of them. */
  static Set<Class<?>> hierarchy(Class<?> type) {
    Set<Class<?>> classes = new LinkedHashSet<>();
    for (Class<?> c = type; c != null && c != Object.class; c = c.getSuperclass()) {
      classes.add(c);
    }
    for (Class<?> c : List.copyOf(classes)) {
      addInterfaces(c, classes);
    }
    return classes;
  }

  /** The annotation of this kind at the nearest declaration that has one. */
  <A extends Annotation> @Nullable A annotation(Annotations annotations, Class<A> annotation) {
    Method declaration = annotated(annotations, annotation);
    return declaration == null ? null : annotations.find(declaration, annotation);
  }

  /** The nearest declaration with an annotation of this kind. */
  <A extends Annotation> @Nullable Method annotated(Annotations annotations, Class<A> annotation) {
    for (Method declaration : declarations) {
      if (annotations.find(declaration, annotation) != null) {
        return declaration;
      }
    }
    return null;
  }

  /** What any of its declarations marks; everything if the class that has it is marked. */
  Sensitivity sensitivity(Class<?> type, Annotations annotations) {
    boolean all =
        hierarchy(type).stream().anyMatch(c -> annotations.find(c, Sensitive.class) != null);
    Set<Integer> parameters =
        IntStream.range(0, method.getParameterCount())
            .filter(i -> all || isParameterSensitive(i, annotations))
            .boxed()
            .collect(Collectors.toUnmodifiableSet());
    return new Sensitivity(parameters, all || annotated(annotations, Sensitive.class) != null);
  }

  private boolean isParameterSensitive(int position, Annotations annotations) {
    return declarations.stream()
        .map(declaration -> declaration.getParameters()[position])
        .anyMatch(parameter -> annotations.find(parameter, Sensitive.class) != null);
  }

  boolean is(int modifier) {
    return (method.getModifiers() & modifier) != 0;
  }

  private static void addInterfaces(Class<?> type, Set<Class<?>> classes) {
    for (Class<?> implemented : type.getInterfaces()) {
      if (classes.add(implemented)) {
        addInterfaces(implemented, classes);
      }
    }
  }

  private static void add(List<DeclaredMethod> methods, Method method, ResolvedTypes types) {
    if (canBeOverridden(method)) {
      for (DeclaredMethod known : methods) {
        if (canBeOverridden(known.method) && sameSignature(known.method, method, types)) {
          known.declarations.add(method);
          return;
        }
      }
    }
    methods.add(new DeclaredMethod(method, new ArrayList<>(List.of(method))));
  }

  private static boolean canBeOverridden(Method method) {
    return (method.getModifiers() & (Modifier.PRIVATE | Modifier.STATIC)) == 0;
  }

  private static boolean sameSignature(Method a, Method b, ResolvedTypes types) {
    return a.getName().equals(b.getName())
        && a.getParameterCount() == b.getParameterCount()
        && erased(a, types).equals(erased(b, types));
  }

  private static List<Class<?>> erased(Method method, ResolvedTypes types) {
    return Arrays.stream(method.getGenericParameterTypes()).<Class<?>>map(types::erase).toList();
  }
}
