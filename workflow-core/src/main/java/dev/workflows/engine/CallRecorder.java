package dev.workflows.engine;

import dev.workflows.ErrorCode;
import dev.workflows.InvalidRequestException;
import dev.workflows.WorkflowCall;
import dev.workflows.spi.StubFactory;
import java.lang.reflect.Array;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Records the one call that a client's lambda makes. Thread-safe: each recording has its stub. */
final class CallRecorder<T> {

  private final Class<T> type;
  private final StubFactory stubs;

  CallRecorder(Class<T> type, StubFactory stubs) {
    this.type = type;
    this.stubs = stubs;
  }

  /** A call as the lambda made it. */
  record Call(Method method, List<@Nullable Object> arguments) {

    /** Whether it is of this method of the workflow class, or of one that this implements. */
    boolean isOf(Method other, Class<?> workflowClass) {
      return method.getName().equals(other.getName())
          && (Arrays.equals(method.getParameterTypes(), other.getParameterTypes())
              || isBridgedTo(other, workflowClass));
    }

    /** A generic method has other parameter types than what implements it; a bridge joins them. */
    private boolean isBridgedTo(Method other, Class<?> workflowClass) {
      return method.getParameterCount() == other.getParameterCount()
          && IntStream.range(0, arguments.size()).allMatch(i -> takes(other, i))
          && Arrays.stream(workflowClass.getMethods())
              .filter(Method::isBridge)
              .filter(bridge -> bridge.getName().equals(method.getName()))
              .map(Method::getParameterTypes)
              .anyMatch(bridged -> Arrays.equals(bridged, method.getParameterTypes()));
    }

    private boolean takes(Method other, int position) {
      Class<?> its = other.getParameterTypes()[position];
      Object argument = arguments.get(position);
      return its == method.getParameterTypes()[position]
          || argument == null
          || its.isInstance(argument);
    }
  }

  Call record(WorkflowCall<T> call) {
    List<Call> calls = new ArrayList<>();
    try {
      call.on(stub(calls));
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new InvalidRequestException(
          ErrorCode.INVALID_CALL, "The lambda threw an exception instead of making one call.", e);
    }
    return single(calls);
  }

  <R> Call recordFunction(Function<T, R> call) {
    List<Call> calls = new ArrayList<>();
    Object ignored = call.apply(stub(calls));
    return single(calls);
  }

  private T stub(List<Call> calls) {
    return stubs.stub(
        type,
        (stub, method, arguments) -> {
          if (method.getDeclaringClass() == Object.class) {
            throw new InvalidRequestException(
                ErrorCode.INVALID_CALL,
                "The lambda called '%s' on the recorder of %s; it may call one method of the"
                        .formatted(method.getName(), type.getSimpleName())
                    + " workflow.");
          }
          calls.add(new Call(method, arguments == null ? List.of() : Arrays.asList(arguments)));
          return zero(method.getReturnType());
        });
  }

  private Call single(List<Call> calls) {
    if (calls.size() != 1) {
      throw new InvalidRequestException(
          ErrorCode.INVALID_CALL,
          "The lambda must call exactly one method of %s, but made %d calls."
              .formatted(type.getSimpleName(), calls.size()));
    }
    return calls.get(0);
  }

  private static @Nullable Object zero(Class<?> type) {
    return type.isPrimitive() && type != void.class
        ? Array.get(Array.newInstance(type, 1), 0)
        : null;
  }
}
