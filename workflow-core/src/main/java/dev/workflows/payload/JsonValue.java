package dev.workflows.payload;

import java.lang.invoke.MethodType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A value whose type only its reader knows, as a part of another value: written as JSON like any
 * other of its class, kept as JSON when it is read, and read as a type once somebody asks for one.
 * The data never says which. Immutable if the value is.
 */
public final class JsonValue {

  private final @Nullable Object made;
  private final @Nullable Payload stored;
  private final Reader reader;

  /** Reads JSON as a type. */
  @FunctionalInterface
  public interface Reader {

    /**
     * Reads it.
     *
     * @throws PayloadException if it does not fit the type
     */
    @Nullable Object read(Payload json, Type type);
  }

  private JsonValue(@Nullable Object made, @Nullable Payload stored, Reader reader) {
    this.made = made;
    this.stored = stored;
    this.reader = reader;
  }

  /** A value that is to be stored. */
  public static JsonValue of(Object value) {
    Objects.requireNonNull(value, "value");
    return new JsonValue(
        value,
        null,
        (none, type) -> {
          throw new IllegalStateException();
        });
  }

  /** A value that was stored, and what reads it: for codecs. */
  public static JsonValue stored(Payload json, Reader reader) {
    return new JsonValue(null, json, reader);
  }

  /**
   * The value as a class.
   *
   * @throws PayloadException if it is none of that
   */
  @SuppressWarnings("unchecked")
  public <T> @Nullable T as(Class<T> type) {
    return (T) read(type);
  }

  /**
   * The value as a type, which may have parameters.
   *
   * @throws PayloadException if it is none of that
   */
  public @Nullable Object read(Type type) {
    Payload json = stored;
    if (json != null) {
      return reader.read(json, type);
    }
    Type raw = type instanceof ParameterizedType generic ? generic.getRawType() : type;
    if (raw instanceof Class<?> known
        && !MethodType.methodType(known).wrap().returnType().isInstance(made)) {
      throw new PayloadException(
          "A value is a %s where a %s is expected."
              .formatted(Objects.requireNonNull(made).getClass().getName(), known.getName()),
          null);
    }
    return made;
  }

  /** The value that is to be stored; {@code null} if it was stored already. For codecs. */
  public @Nullable Object made() {
    return made;
  }

  /** What was stored; {@code null} if it is to be stored yet. For codecs. */
  public @Nullable Payload stored() {
    return stored;
  }

  /** Whether both are to be stored, or were, and equally so. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof JsonValue value
        && Objects.equals(made, value.made)
        && Objects.equals(stored, value.stored);
  }

  @Override
  public int hashCode() {
    return Objects.hash(made, stored);
  }

  /** Does not show the value: it may be what logs must not hold. */
  @Override
  public String toString() {
    return "JsonValue";
  }
}
