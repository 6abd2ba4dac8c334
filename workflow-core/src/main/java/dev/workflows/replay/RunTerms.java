package dev.workflows.replay;

import dev.workflows.history.Attributes;
import dev.workflows.history.Event;
import dev.workflows.history.StartTerms;
import dev.workflows.payload.Payload;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What was agreed for a run at its start, and its attributes as the code has left them. */
final class RunTerms {

  private final RunExecution run;
  private final Map<String, String> attributes = new TreeMap<>();
  private StartTerms agreed = StartTerms.NONE;
  private @Nullable Payload memo;

  RunTerms(RunExecution run) {
    this.run = run;
  }

  void keepMemo(@Nullable Payload value) {
    memo = value;
  }

  @Nullable Payload memo() {
    return memo;
  }

  void begin(StartTerms terms) {
    agreed = terms;
    attributes.clear();
    attributes.putAll(terms.attributes());
  }

  /** What holds for a run that goes on in place of this one; its time begins anew. */
  StartTerms now() {
    return new StartTerms(agreed.timeout(), null, attributes);
  }

  Map<String, String> attributes() {
    return Collections.unmodifiableMap(new TreeMap<>(attributes));
  }

  void set(String name, String value) {
    Attributes.require(name, value);
    change(name, value);
  }

  void remove(String name) {
    Attributes.requireName(name);
    change(name, null);
  }

  private void change(String name, @Nullable String value) {
    run.context().fiber();
    Event.AttributeChanged command = command(name, value);
    run.record(command);
    if (command.value() == null) {
      attributes.remove(name);
    } else {
      attributes.put(name, command.value());
    }
  }

  /** What is recorded holds, also for code that would choose another value now. */
  private Event.AttributeChanged command(String name, @Nullable String value) {
    if (run.journal().recordedNext() instanceof Event.AttributeChanged recorded
        && recorded.name().equals(name)) {
      return recorded;
    }
    if (value != null && !attributes.containsKey(name)) {
      Attributes.requireRoom(attributes.size() + 1);
    }
    return new Event.AttributeChanged(name, value);
  }
}
