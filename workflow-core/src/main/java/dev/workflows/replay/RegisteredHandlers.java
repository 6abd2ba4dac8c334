package dev.workflows.replay;

import dev.workflows.IllegalWorkflowCallException;
import dev.workflows.definition.HandlerDefinition;
import dev.workflows.payload.Payload;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a run's code has registered by name, in a workflow that says it does: a function of the code
 * and the history, so nothing of it is recorded.
 *
 * <p>Every signal waits in its queue until a fiber of its own takes the next one of its name. So
 * signals stay in their order whether they came before or after their handler, and get the handler
 * that is registered when it is their turn, in whatever turns of the run they arrived.
 */
final class RegisteredHandlers {

  private final RunExecution run;
  private final Map<String, SignalHandler> signals = new HashMap<>();
  private final Map<String, QueryHandler> queries = new HashMap<>();
  private final Set<Class<?>> storable = new HashSet<>();
  private int handingOver;

  RegisteredHandlers(RunExecution run) {
    this.run = run;
  }

  private record SignalHandler(Class<?> type, Consumer<@Nullable Object> code) {}

  /** What answers a query; it has no argument if that has no type. */
  record QueryHandler(
      @Nullable Class<?> argumentType,
      Class<?> resultType,
      Function<@Nullable Object, @Nullable Object> code) {}

  // ---- signals

  <T> void onSignal(String name, Class<T> type, Consumer<? super @Nullable T> handler) {
    requireFree("signal", name, run.definition().signals());
    requireStorable(type);
    SignalHandler before =
        signals.put(
            name, new SignalHandler(type, value -> handler.accept(Casts.cast(type, value))));
    if (before == null) {
      for (int waiting = run.signals().count(name); waiting > 0; waiting--) {
        beginHandOver(name);
      }
    }
  }

  /** A signal has come that the workflow does not declare. */
  void arrived(String name, String messageId, @Nullable Payload payload) {
    run.signals().add(name, messageId, payload);
    if (takes(name)) {
      beginHandOver(name);
    }
  }

  private void beginHandOver(String name) {
    handingOver++;
    run.fibers().startHandler(() -> handOver(name));
  }

  /** On a fiber of its own. What came too late for this run is left to the next one. */
  private void handOver(String name) {
    handingOver--;
    SignalHandler handler = signals.get(name);
    if (handler == null || run.code().goesOn()) {
      return;
    }
    SignalQueues.Arrived next = run.signals().poll(name);
    if (next != null) {
      run.code().callSignal(name, handler.type(), handler.code(), next.arguments());
    }
  }

  /** Whether signals are about to be handed over, which is to happen before the run ends. */
  boolean areHandingOver() {
    return handingOver > 0;
  }

  /** Whether a handler takes all signals of this name. */
  boolean takes(String name) {
    return signals.containsKey(name);
  }

  /** The names of the signals that are handled. */
  Set<String> signals() {
    return signals.keySet();
  }

  /** Refuses a signal that code cannot wait for although nothing declares it. */
  void requireAwaitable(String name, Class<?> type) {
    RecordedNames.require("a signal", name);
    requireStorable(type);
    if (takes(name)) {
      throw new IllegalArgumentException(
          ("Workflow '%s' cannot wait for signal '%s': a registered handler takes it. Let the"
                  + " handler set a field, and wait for that.")
              .formatted(run.definition().type(), name));
    }
  }

  // ---- queries

  void onQuery(
      String name,
      @Nullable Class<?> argumentType,
      Class<?> resultType,
      Function<@Nullable Object, @Nullable Object> code) {
    requireFree("query", name, run.definition().queries());
    if (argumentType != null) {
      requireStorable(argumentType);
    }
    requireStorable(resultType);
    queries.put(name, new QueryHandler(argumentType, resultType, code));
  }

  @Nullable QueryHandler query(String name) {
    return queries.get(name);
  }

  /** The names of all queries that can be asked, in their order. */
  Set<String> knownQueries() {
    Set<String> names = new TreeSet<>(run.definition().queries().keySet());
    names.addAll(queries.keySet());
    return names;
  }

  // ---- what cannot be registered

  private void requireFree(String kind, String name, Map<String, HandlerDefinition> declared) {
    run.context().fiber();
    String type = run.definition().type();
    if (!run.definition().dynamicHandlers()) {
      throw new IllegalWorkflowCallException(
          ("Workflow '%s' registers a handler of %s '%s', but its class does not say that it does."
                  + " Write @Workflow(value = \"%s\", dynamicHandlers = true).")
              .formatted(type, kind, name, type));
    }
    RecordedNames.require("a " + kind, name);
    if (declared.containsKey(name)) {
      throw new IllegalArgumentException(
          "A method of workflow '%s' declares %s '%s' already. Register another name."
              .formatted(type, kind, name));
    }
  }

  private void requireStorable(Class<?> type) {
    if (storable.contains(type)) {
      return;
    }
    String objection = run.parts().codec().objectionTo(type);
    if (objection != null) {
      throw new IllegalArgumentException(
          "A value cannot be a %s: %s.".formatted(type.getTypeName(), objection));
    }
    storable.add(type);
  }
}
