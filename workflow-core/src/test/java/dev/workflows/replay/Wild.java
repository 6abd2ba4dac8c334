package dev.workflows.replay;

import dev.workflows.ActivityFailedException;
import dev.workflows.CancellationScope;
import dev.workflows.ChildHandle;
import dev.workflows.ChildOptions;
import dev.workflows.ChildWorkflowFailedException;
import dev.workflows.ParentClosePolicy;
import dev.workflows.Promise;
import dev.workflows.QueryMethod;
import dev.workflows.Saga;
import dev.workflows.ScopeTimeoutException;
import dev.workflows.SignalMethod;
import dev.workflows.UpdateMethod;
import dev.workflows.Workflow;
import dev.workflows.WorkflowCancelledException;
import dev.workflows.WorkflowContext;
import dev.workflows.WorkflowMethod;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Does, in an order of its run's chance, everything that a workflow may do. */
@Workflow("wild")
class Wild {

  private static final ChildOptions ABANDONED =
      ChildOptions.defaults().withParentClosePolicy(ParentClosePolicy.ABANDON);

  private final WorkflowContext context;
  private final Acts acts;
  private final RandomGenerator random;
  private final Clock clock;
  private final List<String> log = new ArrayList<>();
  private int pushed;
  private int awaited;

  Wild(WorkflowContext context, Acts acts) {
    this.context = context;
    this.acts = acts;
    this.random = context.random();
    this.clock = context.clock();
    log.add("born " + context.now() + " " + context.uuid());
  }

  @WorkflowMethod
  public List<String> run(int steps) throws Exception {
    try {
      for (int i = 0; i < steps; i++) {
        step("main");
      }
      if (random.nextInt(4) == 0) {
        throw context.continueAsNew(steps + 1);
      }
      return log;
    } catch (WorkflowCancelledException e) {
      return cleanUp(e);
    } finally {
      log.add("end " + clock.instant());
    }
  }

  private List<String> cleanUp(WorkflowCancelledException reason) {
    log.add("cancelled " + reason.getMessage());
    int choice = random.nextInt(3);
    if (choice > 0) {
      context.nonCancellable(
          () -> {
            acts.release("all");
            context.sleep(Duration.ofSeconds(random.nextInt(3)));
          });
    }
    if (choice == 1) {
      throw reason;
    }
    return log;
  }

  @SignalMethod
  public void push(String value) throws Exception {
    pushed++;
    log.add("push " + value);
    int choice = random.nextInt(100);
    if (choice < 10) {
      context.ensure(() -> log.add("after " + value + " " + acts.charge("handler")));
    }
    if (choice < 40) {
      step("handler " + value);
    } else if (choice == 99) {
      throw new IllegalStateException("handler of " + value);
    }
  }

  @SignalMethod
  public void two(int number, List<String> texts) {
    pushed += number;
    log.add("two " + number + texts);
  }

  @UpdateMethod(validator = "check")
  public String change(String value) throws Exception {
    pushed++;
    log.add("change " + value);
    step("update " + value);
    return "changed " + value + pushed;
  }

  public void check(String value) {
    if ((pushed + value.length()) % 3 == 0) {
      throw new IllegalArgumentException(value + " at " + pushed);
    }
  }

  @QueryMethod
  public List<String> log() {
    List<String> all = new ArrayList<>(log);
    all.add("attributes " + context.attributes());
    return all;
  }

  private void step(String who) throws Exception {
    if (!who.startsWith("part") && random.nextInt(4) == 0) {
      parts("part of " + who);
      return;
    }
    switch (random.nextInt(21)) {
      case 0 -> log.add(who + " charged " + acts.charge("o" + random.nextInt(9)));
      case 1 -> log.add(who + " counted " + acts.count(List.of("a", who), random.nextInt()));
      case 2 -> reserve(who);
      case 3 -> context.sleep(Duration.ofMillis(random.nextInt(5_000) - 1_000));
      case 4 -> context.sleepUntil(Instant.parse("2026-01-02T03:04:10Z"));
      case 5 -> {
        int target = pushed + random.nextInt(3);
        context.await(() -> asked(target));
      }
      case 6, 7 -> {
        int target = pushed + random.nextInt(4);
        Duration timeout = Duration.ofMillis(random.nextInt(4_000) - 500);
        log.add(who + " came " + context.await("push " + target, timeout, () -> asked(target)));
      }
      case 8 -> context.custom("note", who.getBytes(java.nio.charset.StandardCharsets.UTF_8));
      case 9 -> log.add(who + " once " + context.sideEffect(String.class, () -> "value"));
      case 10 -> log.add(who + " patched " + context.patched("p" + random.nextInt(3)));
      case 11 -> log.add(who + " version " + context.getVersion("v", 1, 2));
      case 12 -> saga(who);
      case 13 -> log.add(who + " at " + context.now() + " " + context.uuid());
      case 14, 15 -> child(who);
      case 16 -> children(who);
      case 17 -> context.child(String.class, ABANDONED).start(any -> "abandoned");
      case 18 -> context.attribute("a" + random.nextInt(3), who);
      case 19 -> context.removeAttribute("a" + random.nextInt(3));
      default -> log.add(who + " kept " + context.callNonCancellable(() -> acts.charge("kept")));
    }
  }

  private void child(String who) {
    try {
      log.add(who + " child " + context.child(String.class).call(any -> "of " + who));
    } catch (ChildWorkflowFailedException e) {
      log.add(who + " child ended as " + e.status());
    }
  }

  private void children(String who) {
    List<ChildHandle<String>> all = new ArrayList<>();
    for (int i = 0; i < 1 + random.nextInt(3); i++) {
      all.add(context.child(String.class).start(any -> "handle"));
    }
    if (random.nextInt(3) == 0) {
      all.get(0).cancel("enough");
    }
    try {
      log.add(who + " children " + Promise.anyOf(all).get() + all.get(0).isDone());
    } catch (ChildWorkflowFailedException e) {
      log.add(who + " first child ended as " + e.status());
    }
  }

  private void saga(String who) throws Exception {
    Saga saga = context.saga();
    try {
      saga.call(
          () -> {
            log.add(who + " books " + acts.charge("saga"));
            saga.add(() -> acts.release("saga"));
            if (random.nextBoolean()) {
              throw new IllegalStateException("saga");
            }
            return true;
          });
    } catch (IllegalStateException e) {
      log.add(who + " has undone");
    }
  }

  private void parts(String who) throws Exception {
    switch (random.nextInt(6)) {
      case 0 -> log.add(who + " all " + Promise.allOf(branches(who)).get());
      case 1 -> log.add(who + " any " + Promise.anyOf(branches(who)).get());
      case 2 -> log.add(who + " race " + Promise.race(branches(who)).get());
      case 3 ->
          log.add(who + " map " + context.map(List.of(1, 2, 3), 2, i -> acts.charge("m" + i)));
      case 4 -> inTime(who);
      default -> {
        CancellationScope scope = context.newScope();
        Promise<Integer> branch = context.async(() -> scope.call(() -> cleaningUp(who)));
        step(who);
        scope.cancel("enough");
        log.add(who + " scoped " + branch.isDone());
      }
    }
  }

  private List<Promise<Integer>> branches(String who) {
    List<Promise<Integer>> branches = new ArrayList<>();
    for (int i = 0; i < 1 + random.nextInt(3); i++) {
      branches.add(context.async(() -> cleaningUp(who)));
    }
    if (random.nextInt(4) == 0) {
      branches.get(0).cancel("not the first");
    }
    return branches;
  }

  private int cleaningUp(String who) throws Exception {
    context.ensure(() -> log.add(who + " cleaned up by " + acts.charge("cleanup")));
    step(who);
    return random.nextInt();
  }

  private void inTime(String who) throws Exception {
    try {
      log.add(
          who
              + context.callWithTimeout(
                  Duration.ofMillis(random.nextInt(3_000)), () -> cleaningUp(who)));
    } catch (ScopeTimeoutException e) {
      log.add(who + " too late");
    }
  }

  private boolean asked(int target) {
    awaited++;
    return pushed >= target;
  }

  private void reserve(String who) {
    try {
      log.add(who + " reserved " + acts.reserve("r"));
    } catch (IOException | Acts.OutOfStock | ActivityFailedException e) {
      log.add(who + " failed by " + e + " after " + awaited + " questions");
    }
  }
}
