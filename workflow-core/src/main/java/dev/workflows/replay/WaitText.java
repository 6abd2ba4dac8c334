package dev.workflows.replay;

import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongFunction;

/** What a fiber waits for, in words for people. */
final class WaitText {

  private WaitText() {}

  static String of(RunExecution run, Fiber fiber, Wait wait, LongFunction<String> callText) {
    Call call = wait.call();
    if (call instanceof ChildCall child) {
      return child.text();
    }
    if (call != null) {
      return callText.apply(call.seq());
    }
    StringBuilder text = new StringBuilder(subject(run, fiber, wait));
    Timer timer = wait.timer();
    if (timer != null) {
      text.append(" until ").append(timer.dueAt());
    }
    Set<String> signals = signals(run);
    if (wait.isForCondition() && !signals.isEmpty()) {
      text.append(" (signals: ").append(String.join(", ", signals)).append(')');
    }
    return text.toString();
  }

  private static Set<String> signals(RunExecution run) {
    Set<String> names = new TreeSet<>(run.definition().signals().keySet());
    names.addAll(run.handlers().signals());
    return names;
  }

  private static String subject(RunExecution run, Fiber fiber, Wait wait) {
    if (wait.name() != null) {
      return wait.name();
    }
    return wait.subject().text() + place(run, fiber);
  }

  private static String place(RunExecution run, Fiber fiber) {
    String workflow = run.definition().workflowClass().getName();
    for (StackTraceElement frame : fiber.stack()) {
      if (frame.getClassName().equals(workflow)) {
        return " at %s.%s:%d"
            .formatted(
                run.definition().workflowClass().getSimpleName(),
                frame.getMethodName(),
                frame.getLineNumber());
      }
    }
    return "";
  }
}
