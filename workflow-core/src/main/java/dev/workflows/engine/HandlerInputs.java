package dev.workflows.engine;

import dev.workflows.ErrorCode;
import dev.workflows.InvalidRequestException;
import dev.workflows.definition.Definitions;
import dev.workflows.definition.HandlerDefinition;
import dev.workflows.definition.WorkflowDefinition;
import dev.workflows.payload.JsonValue;
import dev.workflows.payload.Payload;
import dev.workflows.payload.PayloadCodec;
import dev.workflows.payload.PayloadException;
import dev.workflows.replay.RecordedNames;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What callers give handlers that are reached by name: those that the newest version declares, and,
 * of workflows with dynamic handlers, those that only a run may know. The latter take one value at
 * most, in the form that a handler with one parameter takes it.
 */
final class HandlerInputs {

  private final Inputs inputs;
  private final PayloadCodec codec;
  private final Definitions definitions;

  HandlerInputs(Inputs inputs, PayloadCodec codec, Definitions definitions) {
    this.inputs = inputs;
    this.codec = codec;
    this.definitions = definitions;
  }

  /** Arguments in the form in which a caller has them. */
  interface Given {

    /** As a payload for a declared handler. */
    @Nullable Payload to(HandlerDefinition handler);

    /** As a payload for the handler of this name, whose type is not known. */
    @Nullable Payload to(String undeclared);
  }

  /**
   * The payload of a signal.
   *
   * @throws InvalidRequestException if nobody can know the signal, or it cannot carry this
   */
  @Nullable Payload signal(WorkflowDefinition newest, String name, Given given) {
    return signal(newest, definitions.hasDynamicHandlers(newest.type()), name, given);
  }

  /** The same where the run that gets it may begin with it. */
  @Nullable Payload firstSignal(WorkflowDefinition newest, String name, Given given) {
    return signal(newest, newest.dynamicHandlers(), name, given);
  }

  private static @Nullable Payload signal(
      WorkflowDefinition newest, boolean isDynamic, String name, Given given) {
    HandlerDefinition declared =
        declared("signal", ErrorCode.UNKNOWN_SIGNAL, name, newest.signals(), isDynamic);
    return declared == null ? given.to(name) : given.to(declared);
  }

  /** The query that the newest version declares; {@code null} if only a run may know it. */
  @Nullable HandlerDefinition query(WorkflowDefinition newest, String name) {
    boolean isDynamic = definitions.hasDynamicHandlers(newest.type());
    return declared("query", ErrorCode.UNKNOWN_QUERY, name, newest.queries(), isDynamic);
  }

  private static @Nullable HandlerDefinition declared(
      String kind,
      ErrorCode unknown,
      String name,
      Map<String, HandlerDefinition> handlers,
      boolean isDynamic) {
    if (isDynamic && !handlers.containsKey(name)) {
      RecordedNames.require("a " + kind, name);
      return null;
    }
    return Inputs.handler(unknown, kind, name, handlers);
  }

  /** Java values. */
  Given values(@Nullable Object[] arguments) {
    return new Given() {
      @Override
      public @Nullable Payload to(HandlerDefinition handler) {
        return inputs.encode(handler, arguments);
      }

      @Override
      public @Nullable Payload to(String undeclared) {
        if (arguments.length > 1) {
          throw invalid(
              "'%s' is not declared, so it takes one argument at most, but %d were given."
                  .formatted(undeclared, arguments.length),
              null);
        }
        Object value = arguments.length == 0 ? null : arguments[0];
        return value == null ? null : encoded(undeclared, value, Inputs.readableType(value));
      }
    };
  }

  /** JSON text. */
  Given json(@Nullable String json) {
    return new Given() {
      @Override
      public @Nullable Payload to(HandlerDefinition handler) {
        return inputs.parse(handler, json);
      }

      @Override
      public @Nullable Payload to(String undeclared) {
        Payload payload = json == null || json.isBlank() ? null : new Payload(json);
        inputs.sized(undeclared, payload);
        Object value = decoded(undeclared, payload);
        return value == null ? null : encoded(undeclared, value, JsonValue.class);
      }
    };
  }

  /** Only whether it is JSON can be told. */
  private @Nullable Object decoded(String name, @Nullable Payload payload) {
    try {
      return codec.decode(payload, JsonValue.class);
    } catch (PayloadException e) {
      throw invalid("The payload of '%s' cannot be used: %s".formatted(name, e.fact()), e);
    }
  }

  private @Nullable Payload encoded(String name, Object value, Type type) {
    try {
      return inputs.sized(name, codec.encodeArguments(List.of(type), new Object[] {value}));
    } catch (PayloadException e) {
      throw invalid("The arguments of '%s' cannot be written: %s".formatted(name, e.fact()), e);
    }
  }

  private static InvalidRequestException invalid(String message, @Nullable Exception cause) {
    return new InvalidRequestException(ErrorCode.INVALID_PAYLOAD, message, cause);
  }
}
