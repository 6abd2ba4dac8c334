package dev.workflows.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workflows.history.Event;
import dev.workflows.history.RecordedEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A run of steps that a test drives by what their activities are given. After everything that
 * happens to it, it is executed anew from its history, and must stand where it stood.
 */
final class StepKit implements AutoCloseable {

  private final ReplayKit kit = new ReplayKit();
  private TestRun run;

  StepKit(Stepped.Code code) {
    this.run = kit.run(kit.define(Stepped.class, context -> new Stepped(context, code))).start();
    again();
  }

  private StepKit again() {
    if (!run.execution().isClosed()) {
      Map<String, Object> before = run.state();
      run.reload();
      assertThat(run.state()).as("executed anew").isEqualTo(before);
    }
    return this;
  }

  /** The activity that was given this has returned that. */
  StepKit complete(String argument, @Nullable Object result) {
    run.complete(call(argument), result);
    return again();
  }

  /** The same for several in one turn, all of which return what they were given. */
  StepKit complete(String... arguments) {
    run.turn(completions(arguments));
    return again();
  }

  private Event[] completions(String... arguments) {
    List<Event> all = new ArrayList<>();
    for (String argument : arguments) {
      all.add(run.completionOf(call(argument), argument));
    }
    return all.toArray(Event[]::new);
  }

  StepKit fail(String argument) {
    run.fail(call(argument), new IllegalStateException(argument));
    return again();
  }

  StepKit fire() {
    run.fire(run.execution().pendingTimers().keySet().iterator().next());
    return again();
  }

  StepKit send(String signal, @Nullable Object... values) {
    run.turn(run.signalOf(signal, values));
    return again();
  }

  StepKit cancel() {
    run.cancel("enough");
    return this;
  }

  /** What the activities that have no outcome were given, in the order of their calls. */
  List<String> pending() {
    return run.execution().pendingCalls().keySet().stream().map(this::argument).toList();
  }

  private long call(String argument) {
    return run.execution().pendingCalls().keySet().stream()
        .filter(seq -> argument(seq).equals(argument))
        .findFirst()
        .orElseThrow(() -> new AssertionError(argument + " is not in " + pending()));
  }

  private String argument(long seq) {
    RecordedEvent recorded = run.history().get((int) seq - 1);
    Event.ActivityScheduled call = (Event.ActivityScheduled) recorded.event();
    return call.arguments() == null
        ? "-"
        : Objects.requireNonNull(call.arguments()).json().replace("\"", "");
  }

  /** Every call that was made, by what it was given. */
  List<String> calls() {
    return run.history().stream()
        .filter(recorded -> recorded.event() instanceof Event.ActivityScheduled)
        .map(recorded -> argument(recorded.seq()))
        .toList();
  }

  @SuppressWarnings("unchecked")
  Map<String, String> statuses() {
    return (Map<String, String>) Objects.requireNonNull(run.query("statuses"));
  }

  @Nullable Object tasks() {
    return run.query("tasks");
  }

  @Nullable Object result() {
    assertThat(run.kinds()).last().isEqualTo("workflow_completed");
    return run.result();
  }

  @Nullable String failure() {
    return run.failure().message();
  }

  TestRun run() {
    return run;
  }

  @Override
  public void close() {
    kit.close();
  }
}
