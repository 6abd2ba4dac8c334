package dev.workflows.definition;

import java.lang.reflect.Array;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the type variables of a class's superclasses and interfaces stand for in that class: {@code
 * T process(T)} of {@code Api<T>} is {@code Order process(Order)} in a class that implements {@code
 * Api<Order>}. What is not decided there is taken as its bound.
 */
final class ResolvedTypes {

  private final Map<TypeVariable<?>, Type> variables = new HashMap<>();

  ResolvedTypes(Class<?> context) {
    learn(context);
  }

  List<Type> resolve(Type[] types) {
    return Stream.of(types).map(this::resolve).toList();
  }

  Type resolve(Type type) {
    if (type instanceof TypeVariable<?> variable) {
      return resolveVariable(variable);
    }
    if (type instanceof WildcardType wildcard) {
      return resolve(wildcard.getUpperBounds()[0]);
    }
    if (type instanceof GenericArrayType array) {
      Type component = resolve(array.getGenericComponentType());
      return component instanceof Class<?> c ? c.arrayType() : new ArrayOf(component);
    }
    if (type instanceof ParameterizedType parameterized) {
      return new Parameterized(
          erase(parameterized),
          resolve(parameterized.getActualTypeArguments()),
          parameterized.getOwnerType());
    }
    return type;
  }

  /** The class of a type at run time. */
  Class<?> erase(Type type) {
    Type resolved = type instanceof ParameterizedType ? type : resolve(type);
    if (resolved instanceof ParameterizedType parameterized) {
      return (Class<?>) parameterized.getRawType();
    }
    if (resolved instanceof GenericArrayType array) {
      return Array.newInstance(erase(array.getGenericComponentType()), 0).getClass();
    }
    return (Class<?>) resolved;
  }

  private Type resolveVariable(TypeVariable<?> variable) {
    Type known = variables.get(variable);
    if (known != null) {
      return known;
    }
    variables.put(variable, Object.class); // ends <T extends Comparable<T>>
    Type bound = resolve(variable.getBounds()[0]);
    variables.put(variable, bound);
    return bound;
  }

  private void learn(@Nullable Class<?> type) {
    if (type == null || type == Object.class) {
      return;
    }
    learnFrom(type.getGenericSuperclass());
    learn(type.getSuperclass());
    for (Type implemented : type.getGenericInterfaces()) {
      learnFrom(implemented);
      learn(erase(implemented));
    }
  }

  private void learnFrom(@Nullable Type type) {
    if (type instanceof ParameterizedType parameterized) {
      TypeVariable<?>[] names = erase(parameterized).getTypeParameters();
      Type[] values = parameterized.getActualTypeArguments();
      for (int i = 0; i < names.length; i++) {
        variables.put(names[i], resolve(values[i]));
      }
    }
  }

  /** Equal to the reflection library's own of the same parts. */
  private record Parameterized(Class<?> raw, List<Type> arguments, @Nullable Type owner)
      implements ParameterizedType {

    @Override
    public Type[] getActualTypeArguments() {
      return arguments.toArray(Type[]::new);
    }

    @Override
    public Type getRawType() {
      return raw;
    }

    @Override
    public @Nullable Type getOwnerType() {
      return owner;
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof ParameterizedType that
          && raw.equals(that.getRawType())
          && Objects.equals(owner, that.getOwnerType())
          && Arrays.equals(getActualTypeArguments(), that.getActualTypeArguments());
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(getActualTypeArguments()) ^ Objects.hashCode(owner) ^ raw.hashCode();
    }

    @Override
    public String toString() {
      return raw.getName()
          + arguments.stream()
              .map(Type::getTypeName)
              .collect(java.util.stream.Collectors.joining(", ", "<", ">"));
    }
  }

  private record ArrayOf(Type component) implements GenericArrayType {

    @Override
    public Type getGenericComponentType() {
      return component;
    }

    @Override
    public String toString() {
      return component.getTypeName() + "[]";
    }
  }
}
