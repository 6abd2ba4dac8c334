package dev.workflows.test.engine;

import dev.workflows.Activity;
import dev.workflows.ChildOptions;
import dev.workflows.MigrationMethod;
import dev.workflows.QueryMethod;
import dev.workflows.SignalMethod;
import dev.workflows.UpdateMethod;
import dev.workflows.Workflow;
import dev.workflows.WorkflowContext;
import dev.workflows.WorkflowMethod;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Two versions of a workflow and of one that calls it. */
final class MovableWorkflows {

  private MovableWorkflows() {}

  /** What runs call. */
  interface Passing {

    @Activity("gate.pass")
    String pass();
  }

  /** Lets calls pass once it is open. */
  static final class Gate implements Passing {

    private final CountDownLatch called = new CountDownLatch(1);
    private final CountDownLatch open = new CountDownLatch(1);

    @Override
    public String pass() {
      called.countDown();
      await(open);
      return "passed";
    }

    void awaitCaller() {
      await(called);
    }

    void open() {
      open.countDown();
    }

    private static void await(CountDownLatch latch) {
      try {
        if (!latch.await(20, TimeUnit.SECONDS)) {
          throw new IllegalStateException("Nobody came");
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** How the first version is called. */
  interface Called {
    String run(String input);
  }

  /** The first version: notes what it is told. */
  @Workflow("movable")
  static class First implements Called {

    final List<String> notes = new ArrayList<>();
    final WorkflowContext context;
    private final Passing passing;
    private int seen;
    private boolean over;

    First(WorkflowContext context, Passing passing) {
      this.context = context;
      this.passing = passing;
    }

    @Override
    @WorkflowMethod
    public String run(String input) {
      notes.add(input);
      while (!over) {
        context.await("end", () -> over || notes.size() > seen);
        String last = notes.get(notes.size() - 1);
        seen = notes.size();
        if (last.equals("work")) {
          notes.add(passing.pass());
        } else if (last.equals("clean")) {
          context.ensure(passing::pass);
        }
      }
      return notes() + " by 1";
    }

    @SignalMethod
    void note(String value) {
      notes.add(value);
    }

    @SignalMethod
    void end() {
      over = true;
    }

    @UpdateMethod("wait")
    String awaitNote() {
      context.await(() -> notes.contains("go on"));
      return "waited";
    }

    @QueryMethod
    String notes() {
      return String.join(" ", notes);
    }
  }

  /** The second version: goes on with the notes. */
  @Workflow(value = "movable", version = 2)
  static class Second {

    private final WorkflowContext context;
    private String notes = "";
    private final List<String> more = new ArrayList<>();
    private boolean over;

    Second(WorkflowContext context) {
      this.context = context;
    }

    @MigrationMethod
    static String from(First old) {
      if (old.notes.contains("huge")) {
        return "x".repeat(200_000);
      }
      if (old.notes.contains("stay")) {
        throw new IllegalStateException("I stay");
      }
      if (old.notes.contains("act")) {
        old.context.sleep(Duration.ofDays(1));
      }
      return old.notes();
    }

    @WorkflowMethod
    String run(String input) {
      notes = input;
      context.await("end", () -> over);
      return notes() + " by 2";
    }

    @SignalMethod
    void note(String value) {
      more.add(value);
    }

    @SignalMethod
    void end() {
      over = true;
    }

    @UpdateMethod("wait")
    String awaitNote() {
      return "second";
    }

    @QueryMethod
    String notes() {
      return more.isEmpty() ? notes : notes + " " + String.join(" ", more);
    }
  }

  /** Calls the workflow. */
  @Workflow("movable-parent")
  static class FirstParent {

    private final WorkflowContext context;

    FirstParent(WorkflowContext context) {
      this.context = context;
    }

    @WorkflowMethod
    String run(String child) {
      return "child: "
          + context.child(Called.class, ChildOptions.of(child)).call(other -> other.run("x"));
    }
  }

  /** Its second version, to which no run comes that waits for a child. */
  @Workflow(value = "movable-parent", version = 2)
  static class SecondParent {

    SecondParent(WorkflowContext context) {}

    @MigrationMethod
    static String from(FirstParent old) {
      return "moved";
    }

    @WorkflowMethod
    String run(String child) {
      return child;
    }
  }
}
