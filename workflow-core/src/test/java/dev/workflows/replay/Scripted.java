package dev.workflows.replay;

import dev.workflows.QueryMethod;
import dev.workflows.SignalMethod;
import dev.workflows.Workflow;
import dev.workflows.WorkflowContext;
import dev.workflows.WorkflowMethod;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A workflow whose code a test gives; what it saw is its log. */
@Workflow("scripted")
class Scripted {

  /** Code of a method. */
  interface Code {
    @Nullable String run(Scripted self) throws Exception;
  }

  /** Code of a signal handler. */
  interface Handler {
    void on(Scripted self, String value) throws Exception;
  }

  final WorkflowContext context;
  final Acts acts;
  final List<String> log = new ArrayList<>();
  private final Code main;
  private final Handler handler;
  private final Code query;

  Scripted(WorkflowContext context, Acts acts, Code main, Handler handler, Code query) {
    this.context = context;
    this.acts = acts;
    this.main = main;
    this.handler = handler;
    this.query = query;
  }

  @WorkflowMethod
  public @Nullable String run(@Nullable String input) throws Exception {
    log.add("run " + input);
    return main.run(this);
  }

  @SignalMethod
  public void push(String value) throws Exception {
    handler.on(this, value);
  }

  @QueryMethod
  public List<String> log() {
    return List.copyOf(log);
  }

  @QueryMethod
  public @Nullable String ask() throws Exception {
    return query.run(this);
  }
}
