package dev.workflows.engine;

import dev.workflows.Activity;
import dev.workflows.QueryMethod;
import dev.workflows.SignalMethod;
import dev.workflows.Workflow;
import dev.workflows.WorkflowContext;
import dev.workflows.WorkflowMethod;
import dev.workflows.definition.ActivitySettings;
import dev.workflows.definition.DefinitionReader;
import dev.workflows.definition.Definitions;
import dev.workflows.json.JacksonPayloadCodec;
import dev.workflows.replay.RunScope;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Executes its test's code and keeps what it is sent. */
@Workflow("scripted")
class Scripted {

  static final Duration HOUR = Duration.ofHours(1);

  /** Code of the method. */
  interface Code {
    @Nullable String run(Scripted self) throws Exception;
  }

  /** What the code may call. */
  interface Calls {
    @Activity
    String plain(String text);

    @Activity
    String other(String text);

    @Activity
    String txCall(String text);

    @Activity(readOnly = true)
    String look(String text);
  }

  final WorkflowContext context;
  final Calls calls;
  final List<String> log = new ArrayList<>();
  private final Code code;
  private final Runnable onQuery;

  Scripted(WorkflowContext context, Calls calls, Code code, Runnable onQuery) {
    this.context = context;
    this.calls = calls;
    this.code = code;
    this.onQuery = onQuery;
  }

  @WorkflowMethod
  public @Nullable String run() throws Exception {
    return code.run(this);
  }

  @SignalMethod
  public void push(String value) {
    log.add(value);
  }

  /** Calls an activity beside the method. */
  @SignalMethod
  public void call(String text) {
    calls.other(text);
  }

  @QueryMethod
  public String ask() {
    onQuery.run();
    return "asked";
  }

  /** What an engine of runs with this code has deployed. */
  static Definitions definitions(RunScope scope, Code code, Runnable onQuery) {
    DefinitionReader reader =
        new DefinitionReader(new JacksonPayloadCodec(), ActivitySettings.standard());
    reader.addActivities(Calls.class, (method, type) -> method.getName().startsWith("tx"));
    Calls[] calls = new Calls[1];
    reader.addWorkflow(
        Scripted.class, type -> context -> new Scripted(context, calls[0], code, onQuery));
    Definitions definitions = reader.read();
    calls[0] =
        Calls.class.cast(
            Proxy.newProxyInstance(
                Calls.class.getClassLoader(),
                new Class<?>[] {Calls.class},
                (proxy, method, arguments) ->
                    scope.call(Objects.requireNonNull(definitions.activity(method)), arguments)));
    return definitions;
  }

  // ---- codes of many tests

  static String callOnce(Scripted self) {
    return self.calls.plain("a");
  }

  static String sleep(Scripted self) {
    self.context.sleep(HOUR);
    return "slept";
  }

  static String waitFor(Scripted self, int pushes) {
    self.context.await(() -> self.log.size() >= pushes);
    return String.join(",", self.log);
  }
}
