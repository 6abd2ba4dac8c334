package dev.workflows.replay;

import dev.workflows.definition.HandlerDefinition;
import dev.workflows.payload.Payload;
import dev.workflows.payload.PayloadException;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Signals that wait for the code to take them: in the order in which they came, by name. */
final class SignalQueues {

  private final RunExecution run;
  private final Map<String, Deque<Arrived>> waiting = new HashMap<>();

  SignalQueues(RunExecution run) {
    this.run = run;
  }

  /** A signal that nobody has taken. */
  record Arrived(String messageId, @Nullable Payload arguments) {}

  /** A signal has come. */
  void add(String name, String messageId, @Nullable Payload arguments) {
    queue(name).add(new Arrived(messageId, arguments));
  }

  /** How many of this name wait. */
  int count(String name) {
    return queue(name).size();
  }

  /** Takes the next one, if there is one. */
  @Nullable Arrived poll(String name) {
    return queue(name).poll();
  }

  /** The messages as which those came that nobody has taken. */
  List<String> untaken() {
    return waiting.values().stream().flatMap(Deque::stream).map(Arrived::messageId).toList();
  }

  /** The names of the signals that nobody has taken. */
  Set<String> untakenNames() {
    return waiting.entrySet().stream()
        .filter(queue -> !queue.getValue().isEmpty())
        .map(Map.Entry::getKey)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private Deque<Arrived> queue(String name) {
    return waiting.computeIfAbsent(name, any -> new ArrayDeque<>());
  }

  /** Takes the next one, waiting for as long as it takes. */
  <T> @Nullable T take(String name, Class<T> type) {
    List<Type> types = require(name, type);
    run.context().waits().forSignal(name, () -> hasNext(name));
    return Casts.cast(type, next(name, types));
  }

  /** Takes the next one, if it comes in time. */
  <T> Optional<Taken<T>> take(String name, Class<T> type, Duration timeout) {
    List<Type> types = require(name, type);
    return run.context().waits().forSignal(name, timeout, () -> hasNext(name))
        ? Optional.of(new Taken<T>(Casts.cast(type, next(name, types))))
        : Optional.empty();
  }

  /** What a signal carried, which may be nothing. */
  record Taken<T>(@Nullable T value) {}

  /** Whether there is one for code that waits: a registered handler is given all of its name. */
  private boolean hasNext(String name) {
    return !queue(name).isEmpty() && !run.handlers().takes(name);
  }

  /** As what a signal is read that can be waited for, and carries this. */
  List<Type> require(String name, Class<?> type) {
    Map<String, HandlerDefinition> signals = run.definition().signals();
    HandlerDefinition signal = signals.get(name);
    if (signal == null && run.definition().dynamicHandlers()) {
      run.handlers().requireAwaitable(name, type);
      return List.of(type);
    }
    if (signal == null || !signal.queued()) {
      throw new IllegalArgumentException(
          ("Workflow '%s' cannot wait for signal '%s'; it can wait for %s. Write"
                  + " @SignalMethod(queued = true) at its handler.")
              .formatted(run.definition().type(), name, queued(signals)));
    }
    if (!signal.parameterTypes().isEmpty() && !Casts.fits(type, signal.parameterTypes().get(0))) {
      throw new IllegalArgumentException(
          "Signal '%s' carries %s, which is no %s."
              .formatted(name, signal.parameterTypes().get(0).getTypeName(), type.getName()));
    }
    return signal.parameterTypes();
  }

  private static Set<String> queued(Map<String, HandlerDefinition> signals) {
    return signals.values().stream()
        .filter(HandlerDefinition::queued)
        .map(HandlerDefinition::name)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private @Nullable Object next(String name, List<Type> types) {
    Payload arguments = queue(name).remove().arguments();
    try {
      @Nullable Object[] values = run.parts().codec().decodeArguments(arguments, types);
      return values.length == 0 ? null : values[0];
    } catch (PayloadException e) {
      run.breakOff(CodeProblems.unreadable(run.id(), "Signal '" + name + "'", e));
      throw new FiberEnded();
    }
  }
}
