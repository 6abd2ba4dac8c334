package dev.workflows.replay;

import dev.workflows.ChildOptions;
import dev.workflows.ParentClosePolicy;
import dev.workflows.QueryMethod;
import dev.workflows.SignalMethod;
import dev.workflows.Workflow;
import dev.workflows.WorkflowContext;
import dev.workflows.WorkflowMethod;
import java.util.ArrayList;
import java.util.List;

/**
 * The code of the golden histories with attributes and time-outs. Like them it is never edited:
 * what it asks for, and in which order, is recorded.
 */
@Workflow("golden-ticket")
class GoldenTicket {

  private final WorkflowContext context;
  private final List<String> log = new ArrayList<>();
  private String answer = "";

  GoldenTicket(WorkflowContext context) {
    this.context = context;
  }

  @WorkflowMethod
  public String handle(String customer) {
    log.add("begins with " + context.attributes());
    context.attribute("customer", customer);
    context.attribute("state", "open");
    ChildOptions notice =
        ChildOptions.of("notice")
            .withParentClosePolicy(ParentClosePolicy.ABANDON)
            .withAttribute("customer", customer);
    context.child(String.class, notice).start(any -> "notice");
    context.await("an answer", () -> !answer.isEmpty());
    context.attribute("state", "answered");
    context.removeAttribute("tier");
    log.add("ends with " + context.attributes());
    return answer;
  }

  @SignalMethod
  public void answer(String text) {
    answer = text;
  }

  @QueryMethod
  public List<String> log() {
    return List.copyOf(log);
  }
}
