package dev.workflows.payload;

import dev.workflows.ErrorCode;
import dev.workflows.WorkflowException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The transforms that values go through, in order, on their way to the store. What was written
 * without any, or with others of them, is read as what it is. Thread-safe.
 */
public final class PayloadChain {

  private static final Pattern NAME = Pattern.compile("[\\w.-]+");

  private final Map<String, PayloadTransform> transforms = new LinkedHashMap<>();

  /**
   * A chain of these.
   *
   * @throws WorkflowException if two have the same name, or one has none
   */
  public PayloadChain(List<? extends PayloadTransform> transforms) {
    for (PayloadTransform transform : transforms) {
      String name = transform.name();
      if (!NAME.matcher(name).matches() || this.transforms.put(name, transform) != null) {
        throw new WorkflowException(
            ErrorCode.INVALID_CONFIGURATION,
            ("The payload transform %s needs a name of letters, digits, dots, hyphens and"
                    + " underscores that no other one has, but its name is '%s'.")
                .formatted(transform.getClass().getName(), name));
      }
    }
  }

  /** Whether this is a text of the store that some chain encoded, not the JSON of a value. */
  public static boolean isEncoded(String stored) {
    return Envelope.is(stored);
  }

  /** Why a text that is encoded cannot be read where no chain has been through it. */
  public static PayloadException notDecoded(String stored) {
    return unknown(String.join(" ", Envelope.read(stored).steps()));
  }

  /**
   * A value as it is to be stored.
   *
   * @throws PayloadException if a transform cannot do it
   */
  public Payload encode(Payload value, PayloadContext context) {
    String json = value.json();
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    List<String> steps = new ArrayList<>(transforms.size());
    for (PayloadTransform transform : transforms.values()) {
      byte[] encoded = encode(transform, bytes, context);
      if (encoded != null) {
        bytes = encoded;
        steps.add(step(transform));
      }
    }
    if (steps.isEmpty()) {
      return Envelope.is(json) ? new Payload(json.stripLeading()) : value;
    }
    return Envelope.of(steps, bytes).toPayload();
  }

  private static byte @Nullable [] encode(
      PayloadTransform transform, byte[] value, PayloadContext context) {
    try {
      return transform.encode(value, context);
    } catch (PayloadException e) {
      throw e;
    } catch (RuntimeException e) {
      throw PayloadException.undecodable(
          "The payload transform '%s' could not encode a value (%s): %s."
              .formatted(transform.name(), context.kind(), e.getClass().getName()),
          e);
    }
  }

  private static String step(PayloadTransform transform) {
    String parameter = transform.parameter();
    return parameter.isEmpty() ? transform.name() : transform.name() + ":" + parameter;
  }

  /**
   * The value of a stored text. One that cannot be decoded has a {@linkplain Payload#problem()
   * problem}.
   */
  public Payload decode(Payload stored, PayloadContext context) {
    if (stored.problem() != null || !Envelope.is(stored.json())) {
      return stored;
    }
    try {
      return decode(Envelope.read(stored.json()), context);
    } catch (PayloadException e) {
      return stored.unreadable(e);
    }
  }

  private Payload decode(Envelope envelope, PayloadContext context) {
    byte[] bytes = envelope.bytes();
    for (int i = envelope.steps().size() - 1; i >= 0; i--) {
      bytes = decode(envelope.steps().get(i), bytes, context);
    }
    try {
      ByteBuffer utf8 = ByteBuffer.wrap(bytes);
      return new Payload(StandardCharsets.UTF_8.newDecoder().decode(utf8).toString());
    } catch (CharacterCodingException e) {
      throw PayloadException.undecodable("What was decoded is no text.", e);
    }
  }

  private byte[] decode(String step, byte[] data, PayloadContext context) {
    int colon = step.indexOf(':');
    String name = colon < 0 ? step : step.substring(0, colon);
    PayloadTransform transform = transforms.get(name);
    if (transform == null) {
      throw unknown(step);
    }
    try {
      return transform.decode(data, colon < 0 ? "" : step.substring(colon + 1), context);
    } catch (PayloadException e) {
      throw e;
    } catch (RuntimeException e) {
      throw PayloadException.undecodable(
          "The payload transform '%s' failed: %s.".formatted(name, e.getClass().getName()), e);
    }
  }

  private static PayloadException unknown(String step) {
    return PayloadException.undecodable(
        "It is encoded by '%s', and there is no such payload transform here. Configure it again."
            .formatted(step),
        null);
  }
}
