package dev.workflows.replay;

import dev.workflows.definition.HandlerDefinition;
import dev.workflows.payload.Payload;
import dev.workflows.payload.PayloadException;
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
  private record Arrived(String messageId, @Nullable Payload arguments) {}

  /** A signal has come. */
  void add(HandlerDefinition signal, String messageId, @Nullable Payload arguments) {
    queue(signal.name()).add(new Arrived(messageId, arguments));
  }

  /** The messages as which those came that nobody has taken. */
  List<String> untaken() {
    return waiting.values().stream().flatMap(Deque::stream).map(Arrived::messageId).toList();
  }

  private Deque<Arrived> queue(String name) {
    return waiting.computeIfAbsent(name, any -> new ArrayDeque<>());
  }

  /** Takes the next one, waiting for as long as it takes. */
  <T> @Nullable T take(String name, Class<T> type) {
    HandlerDefinition signal = signal(name, type);
    Deque<Arrived> queue = queue(name);
    run.context().waits().forSignal(name, () -> !queue.isEmpty());
    return Casts.cast(type, value(signal, queue.remove()));
  }

  /** Takes the next one, if it comes in time. */
  <T> Optional<Taken<T>> take(String name, Class<T> type, Duration timeout) {
    HandlerDefinition signal = signal(name, type);
    Deque<Arrived> queue = queue(name);
    return run.context().waits().forSignal(name, timeout, () -> !queue.isEmpty())
        ? Optional.of(new Taken<T>(Casts.cast(type, value(signal, queue.remove()))))
        : Optional.empty();
  }

  /** What a signal carried, which may be nothing. */
  record Taken<T>(@Nullable T value) {}

  /** A signal that can be waited for, and carries this. */
  HandlerDefinition signal(String name, Class<?> type) {
    Map<String, HandlerDefinition> signals = run.definition().signals();
    HandlerDefinition signal = signals.get(name);
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
    return signal;
  }

  private static Set<String> queued(Map<String, HandlerDefinition> signals) {
    return signals.values().stream()
        .filter(HandlerDefinition::queued)
        .map(HandlerDefinition::name)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private @Nullable Object value(HandlerDefinition signal, Arrived arrived) {
    try {
      @Nullable Object[] values =
          run.parts().codec().decodeArguments(arrived.arguments(), signal.parameterTypes());
      return values.length == 0 ? null : values[0];
    } catch (PayloadException e) {
      run.breakOff(CodeProblems.unreadable(run.id(), "Signal '" + signal.name() + "'", e));
      throw new FiberEnded();
    }
  }
}
