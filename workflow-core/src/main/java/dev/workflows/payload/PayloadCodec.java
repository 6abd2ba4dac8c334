package dev.workflows.payload;

import java.lang.reflect.Type;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The door between Java values and payloads. Implementations are thread-safe, deterministic, and
 * choose classes by the given type only, never by what the payload says. A part that is a {@link
 * JsonValue} is kept as JSON until its reader gives a type.
 *
 * <p>The arguments of a call are one payload: none is {@code null}, one is the value itself,
 * several are a JSON array.
 */
public interface PayloadCodec {

  /** What is shown of a value that is not shown. */
  Payload MASKED = new Payload("\"***\"");

  /**
   * Encodes a value.
   *
   * @return {@code null} for {@code null}
   * @throws PayloadException if the value cannot be written
   */
  @Nullable Payload encode(@Nullable Object value, Type type);

  /**
   * Decodes a value.
   *
   * @throws PayloadException if the payload does not fit the type
   */
  @Nullable Object decode(@Nullable Payload payload, Type type);

  /** Encodes the arguments of a call. */
  @Nullable Payload encodeArguments(List<Type> types, @Nullable Object[] arguments);

  /**
   * Decodes the arguments of a call.
   *
   * @return as many values as there are types
   * @throws PayloadException if the payload does not fit them
   */
  @Nullable Object[] decodeArguments(@Nullable Payload payload, List<Type> types);

  /**
   * Why values of this type could not be stored, or {@code null} if nothing speaks against it.
   * Asked once per parameter and result when a definition is read.
   */
  @Nullable String objectionTo(Type type);

  /**
   * A value as it may be shown: everything in it that its declaration or its type marks as {@link
   * dev.workflows.Sensitive} is {@code "***"}. A payload that does not fit its type is masked as a
   * whole; never throws for one. Not needed for any execution.
   *
   * @return {@link #MASKED} from a codec that cannot tell what is sensitive, as this default
   */
  default Payload mask(Payload payload, DeclaredValue declared) {
    return MASKED;
  }

  /** The arguments of a call as they may be shown, each as by {@link #mask}. */
  default Payload maskArguments(Payload payload, List<DeclaredValue> declared) {
    return MASKED;
  }
}
