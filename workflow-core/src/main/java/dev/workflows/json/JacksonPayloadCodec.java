package dev.workflows.json;

import dev.workflows.payload.DeclaredValue;
import dev.workflows.payload.Payload;
import dev.workflows.payload.PayloadChain;
import dev.workflows.payload.PayloadCodec;
import dev.workflows.payload.PayloadException;
import java.io.StringWriter;
import java.lang.reflect.Type;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JacksonModule;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/**
 * Payloads as plain JSON, by a Jackson mapper that is never the application's: what was recorded
 * must stay readable whatever the application configures for its own.
 *
 * <p>Equal values give equal text: properties are ordered, times are ISO text, enums are written by
 * their names. Unknown properties are ignored and missing ones are null or zero, so that types may
 * grow; a value that would have to become another one to fit (text as a number, 1.5 as an {@code
 * int}) is refused. Errors name the type and the place, never the value. Thread-safe.
 */
public final class JacksonPayloadCodec implements PayloadCodec {

  private final JsonMapper mapper;
  private final TypeObjections objections;
  private final JsonMask mask;
  private final Map<Type, ObjectWriter> writers = new ConcurrentHashMap<>();
  private final Map<Type, ObjectReader> readers = new ConcurrentHashMap<>();

  /** A codec without additional modules. */
  public JacksonPayloadCodec() {
    this(List.of());
  }

  /** A codec with modules for types that Jackson does not know by itself. */
  public JacksonPayloadCodec(Collection<? extends JacksonModule> modules) {
    this.mapper = PayloadMapper.create(modules, this::decode);
    this.objections = new TypeObjections(mapper);
    this.mask = new JsonMask(mapper);
  }

  @Override
  public @Nullable Payload encode(@Nullable Object value, Type type) {
    if (value == null) {
      return null;
    }
    try {
      return payload(writer(type, value).writeValueAsString(value));
    } catch (JacksonException | ClassCastException e) {
      throw Misfits.unwritable(type, "", e);
    }
  }

  @Override
  public @Nullable Object decode(@Nullable Payload payload, Type type) {
    if (payload == null) {
      requireNullable(type, "");
      return null;
    }
    requireDecoded(payload);
    try (JsonParser parser = mapper.createParser(payload.json())) {
      Object value = value(parser, parser.nextToken(), type, "");
      if (parser.nextToken() != null) {
        throw new PayloadException("There is text behind the JSON of the payload.", null);
      }
      return value;
    } catch (JacksonException e) {
      throw Misfits.unreadable(type, "", e);
    }
  }

  @Override
  public @Nullable Payload encodeArguments(List<Type> types, @Nullable Object[] arguments) {
    if (arguments.length != types.size()) {
      throw wrongCount(types.size(), arguments.length);
    }
    return switch (arguments.length) {
      case 0 -> null;
      case 1 -> encode(arguments[0], types.get(0));
      default -> encodeArray(types, arguments);
    };
  }

  @Override
  public @Nullable Object[] decodeArguments(@Nullable Payload payload, List<Type> types) {
    if (types.isEmpty()) {
      if (payload != null && !payload.json().isBlank() && !payload.json().strip().equals("null")) {
        throw new PayloadException("There is a payload where no argument is expected.", null);
      }
      return new Object[0];
    }
    if (types.size() == 1) {
      return new Object[] {decode(payload, types.get(0))};
    }
    if (payload == null) {
      throw wrongCount(types.size(), 0);
    }
    requireDecoded(payload);
    return decodeArray(payload, types);
  }

  /** What a chain encoded that is not configured any more would else be read as an object. */
  private static void requireDecoded(Payload payload) {
    if (PayloadChain.isEncoded(payload.json())) {
      throw PayloadChain.notDecoded(payload.json());
    }
  }

  @Override
  public @Nullable String objectionTo(Type type) {
    return objections.to(type);
  }

  @Override
  public Payload mask(Payload payload, DeclaredValue declared) {
    return mask.mask(payload, declared);
  }

  @Override
  public Payload maskArguments(Payload payload, List<DeclaredValue> declared) {
    return mask.maskArguments(payload, declared);
  }

  private Payload encodeArray(List<Type> types, @Nullable Object[] arguments) {
    StringWriter text = new StringWriter();
    int index = 0;
    try (JsonGenerator generator = mapper.createGenerator(text)) {
      generator.writeStartArray();
      for (; index < arguments.length; index++) {
        Object argument = arguments[index];
        if (argument == null) {
          generator.writeNull();
        } else {
          writer(types.get(index), argument).writeValue(generator, argument);
        }
      }
      generator.writeEndArray();
    } catch (JacksonException | ClassCastException e) {
      throw Misfits.unwritable(types.get(Math.min(index, types.size() - 1)), at(index), e);
    }
    return payload(text.toString());
  }

  private @Nullable Object[] decodeArray(Payload payload, List<Type> types) {
    @Nullable Object[] values = new Object[types.size()];
    int index = 0;
    try (JsonParser parser = mapper.createParser(payload.json())) {
      if (parser.nextToken() != JsonToken.START_ARRAY) {
        throw new PayloadException(
            "Several arguments must be a JSON array of %d values.".formatted(types.size()), null);
      }
      for (JsonToken token = parser.nextToken();
          token != JsonToken.END_ARRAY;
          token = parser.nextToken()) {
        if (index == types.size()) {
          throw wrongCount(types.size(), index + 1);
        }
        values[index] = value(parser, token, types.get(index), at(index));
        index++;
      }
      if (parser.nextToken() != null) {
        throw new PayloadException("There is text behind the JSON array of the arguments.", null);
      }
    } catch (JacksonException e) {
      throw Misfits.unreadable(types.get(Math.min(index, types.size() - 1)), at(index), e);
    }
    if (index < types.size()) {
      throw wrongCount(types.size(), index);
    }
    return values;
  }

  private @Nullable Object value(
      JsonParser parser, @Nullable JsonToken token, Type type, String place) {
    if (token == JsonToken.VALUE_NULL) {
      requireNullable(type, place);
    }
    return reader(type).readValue(parser);
  }

  private ObjectWriter writer(Type type, Object value) {
    JavaType javaType = mapper.constructType(type);
    Class<?> accepted = boxed(javaType.getRawClass());
    if (!accepted.isInstance(value)) {
      throw new PayloadException(
          "A value is a %s where a %s is expected."
              .formatted(value.getClass().getTypeName(), type.getTypeName()),
          null);
    }
    return writers.computeIfAbsent(type, t -> mapper.writerFor(javaType));
  }

  private ObjectReader reader(Type type) {
    return readers.computeIfAbsent(type, this::newReader);
  }

  private ObjectReader newReader(Type type) {
    return mapper
        .readerFor(mapper.constructType(type))
        .without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS); // checked by the callers
  }

  private static void requireNullable(Type type, String place) {
    if (type instanceof Class<?> c && c.isPrimitive() && c != void.class) {
      throw new PayloadException(
          "A payload does not fit %s: at $%s there is no value.".formatted(c.getName(), place),
          null);
    }
  }

  private static Class<?> boxed(Class<?> type) {
    return java.lang.invoke.MethodType.methodType(type).wrap().returnType();
  }

  private static Payload payload(String json) {
    return new Payload(Surrogates.escapeUnpaired(json));
  }

  private static String at(int index) {
    return "[" + index + "]";
  }

  private static PayloadException wrongCount(int expected, int actual) {
    return new PayloadException(
        "%d argument%s expected, but there %s %d."
            .formatted(
                expected, expected == 1 ? " is" : "s are", actual == 1 ? "is" : "are", actual),
        null);
  }
}
