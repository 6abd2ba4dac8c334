package dev.workflows.replay;

import dev.workflows.MigrationMethod;
import dev.workflows.QueryMethod;
import dev.workflows.SignalMethod;
import dev.workflows.Workflow;
import dev.workflows.WorkflowContext;
import dev.workflows.WorkflowMethod;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The code of the golden histories whose runs move to another version. Like them it is never
 * edited: what it asks for, and in which order, is recorded.
 */
@Workflow("golden-membership")
class GoldenMembership {

  private final WorkflowContext context;
  private final List<String> log = new ArrayList<>();
  private boolean over;

  GoldenMembership(WorkflowContext context) {
    this.context = context;
  }

  @WorkflowMethod
  public String join(String member) {
    log.add("joined " + member);
    while (!over) {
      if (!context.await("a visit", Duration.ofDays(30), () -> over || log.size() > 2)) {
        log.add("missed");
      }
      context.await("the next month", Duration.ofDays(30), () -> over);
    }
    return member;
  }

  @SignalMethod
  public void visit(String day) {
    log.add("visit " + day);
  }

  @SignalMethod
  public void leave() {
    over = true;
  }

  @QueryMethod
  public List<String> log() {
    return List.copyOf(log);
  }

  /** What its runs move to. */
  @Workflow(value = "golden-membership", version = 2)
  static class Next {

    @MigrationMethod
    static List<String> from(GoldenMembership old) {
      return old.log();
    }

    @WorkflowMethod
    public String join(List<String> log) {
      return String.join(", ", log);
    }
  }
}
