package dev.workflows.replay;

import java.lang.invoke.MethodType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import org.jspecify.annotations.Nullable;

/** Values of declared types, given to code that names a class. */
final class Casts {

  private Casts() {}

  /**
   * Whether values of the declared type may be taken for those of the class, as far as is known.
   */
  static boolean fits(Class<?> wanted, Type declared) {
    Type raw = declared instanceof ParameterizedType generic ? generic.getRawType() : declared;
    return !(raw instanceof Class<?> known) || wrapped(wanted).isAssignableFrom(wrapped(known));
  }

  /** Of a type that fits. */
  @SuppressWarnings("unchecked")
  static <T> @Nullable T cast(Class<T> type, @Nullable Object value) {
    return (T) wrapped(type).cast(value);
  }

  private static Class<?> wrapped(Class<?> type) {
    return MethodType.methodType(type).wrap().returnType();
  }
}
