package dev.workflows.replay;

import dev.workflows.ActivityFailedException;
import dev.workflows.ErrorCode;
import dev.workflows.Failure;
import dev.workflows.WorkflowCancelledException;
import dev.workflows.WorkflowException;
import dev.workflows.definition.ActivityDefinition;
import dev.workflows.payload.Payload;
import dev.workflows.payload.PayloadCodec;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.Constructor;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Exceptions as they are recorded, and back. What is recorded is bounded. An exception is rebuilt
 * only as a class that the activity's own declaration names; no class is ever found by recorded
 * text.
 */
public final class FailureCodec {

  private static final int MAX_MESSAGE = 4_000;
  private static final int MAX_STACK = 8_000;
  private static final int MAX_CAUSES = 8;

  private final PayloadCodec codec;

  /** Uses this codec for what is stored. */
  public FailureCodec(PayloadCodec codec) {
    this.codec = codec;
  }

  /** An exception as it is recorded; {@code activity} is the one that threw it, if one did. */
  public Payload encode(Throwable thrown, @Nullable ActivityDefinition activity) {
    return encode(describe(thrown, activity == null ? null : declaredType(thrown, activity), 0));
  }

  /** An exception as it is told to somebody. */
  Failure describe(Throwable thrown) {
    return describe(thrown, null, 0);
  }

  /** A failure of the engine's own, encoded. */
  public Payload encode(Failure failure) {
    return Objects.requireNonNull(codec.encode(failure, Failure.class));
  }

  /** The recorded failure. */
  public Failure decode(Payload payload) {
    return (Failure) Objects.requireNonNull(codec.decode(payload, Failure.class));
  }

  /** What the workflow's code sees at its call: the same now and in every later execution. */
  Throwable rebuild(ActivityDefinition activity, int attempts, Failure failure) {
    if (ErrorCode.ACTIVITY_CANCELLED.code().equals(failure.code())) {
      return new WorkflowCancelledException(Objects.requireNonNullElse(failure.message(), ""));
    }
    ActivityFailedException general =
        new ActivityFailedException(activity.name(), attempts, failure);
    for (Class<? extends Throwable> declared : activity.declaredFailures()) {
      if (declared.getName().equals(failure.declaredAs())) {
        return construct(declared, failure.message(), general);
      }
    }
    return general;
  }

  private static @Nullable String declaredType(Throwable thrown, ActivityDefinition activity) {
    for (Class<?> type = thrown.getClass(); type != null; type = type.getSuperclass()) {
      for (Class<? extends Throwable> declared : activity.declaredFailures()) {
        if (declared == type) {
          return declared.getName();
        }
      }
    }
    return null;
  }

  private static Failure describe(Throwable thrown, @Nullable String declaredAs, int depth) {
    Throwable cause = ask(thrown::getCause);
    String message = ask(thrown::getMessage);
    return new Failure(
        thrown.getClass().getName(),
        message == null ? null : cut(message, MAX_MESSAGE),
        declaredAs,
        thrown instanceof WorkflowException own ? own.code().code() : null,
        depth == 0 ? ask(() -> stack(thrown)) : null,
        cause == null || depth == MAX_CAUSES ? null : describe(cause, null, depth + 1));
  }

  /**
   * An exception's own methods are the application's code: what they throw is left out, errors
   * included, since whoever waits for the failure would wait for ever.
   */
  private static <V> @Nullable V ask(Supplier<@Nullable V> question) {
    try {
      return question.get();
    } catch (RuntimeException | LinkageError | StackOverflowError e) {
      return null;
    }
  }

  private static String stack(Throwable thrown) {
    StringWriter text = new StringWriter();
    thrown.printStackTrace(new PrintWriter(text));
    return cut(text.toString(), MAX_STACK);
  }

  private static String cut(String text, int limit) {
    if (text.length() <= limit) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(limit - 1)) ? limit - 1 : limit;
    return text.substring(0, end) + "…";
  }

  private static Throwable construct(
      Class<? extends Throwable> type, @Nullable String message, ActivityFailedException general) {
    try {
      Throwable made = instantiate(type, message, general);
      if (made.getCause() == null && made != general) {
        initCause(made, general);
      }
      return made;
    } catch (ReflectiveOperationException | RuntimeException e) {
      return general;
    }
  }

  private static void initCause(Throwable made, ActivityFailedException general) {
    try {
      made.initCause(general);
    } catch (IllegalStateException alreadyHasOne) {
      // its constructor fixed the cause: the exception arrives without ours
    }
  }

  private static Throwable instantiate(
      Class<? extends Throwable> type, @Nullable String message, Throwable general)
      throws ReflectiveOperationException {
    for (Class<?>[] shape :
        new Class<?>[][] {{String.class, Throwable.class}, {String.class}, {}}) {
      Constructor<? extends Throwable> constructor = find(type, shape);
      if (constructor != null) {
        Object[] all = {message, general};
        return constructor.newInstance(java.util.Arrays.copyOf(all, shape.length));
      }
    }
    return general;
  }

  private static @Nullable Constructor<? extends Throwable> find(
      Class<? extends Throwable> type, Class<?>[] shape) {
    try {
      Constructor<? extends Throwable> constructor = type.getDeclaredConstructor(shape);
      constructor.setAccessible(true);
      return constructor;
    } catch (NoSuchMethodException e) {
      return null;
    }
  }
}
