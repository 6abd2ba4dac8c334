package dev.workflows.test.model;

import dev.workflows.PermanentException;
import dev.workflows.steps.StepDefinition;
import dev.workflows.steps.StepResult;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Counts its calls, by run and key. */
final class CountedSteps implements ModelSteps {

  /** Before the key of what is undone. */
  static final String UNDO = "undo ";

  private final Map<String, Integer> calls = new ConcurrentHashMap<>();
  private volatile @Nullable String broken;

  /** What cannot be undone from now on. */
  void breakUndoingOf(@Nullable String key) {
    broken = key;
  }

  /** How often this was called, by its {@linkplain #name name}. */
  int calls(String name) {
    return calls.getOrDefault(name, 0);
  }

  @Override
  public String call(String workflowId, String key) {
    count(workflowId, key);
    return key;
  }

  @Override
  public String txCall(String workflowId, String key) {
    count(workflowId, key);
    return key;
  }

  @Override
  public String take(String workflowId, String key) {
    count(workflowId, key);
    return key;
  }

  @Override
  public void giveBack(String workflowId, String key, String taken) {
    count(workflowId, UNDO + taken);
    if (key.equals(broken)) {
      throw new PermanentException("broken");
    }
  }

  @Override
  public String txTake(String workflowId, String key) {
    return take(workflowId, key);
  }

  @Override
  public void txGiveBack(String workflowId, String key, String taken) {
    giveBack(workflowId, key, taken);
  }

  @Override
  public String fail(String workflowId, String key) {
    count(workflowId, key);
    throw new PermanentException(key);
  }

  @Override
  public String hang(String workflowId, String key) throws InterruptedException {
    count(workflowId, key);
    if (new CountDownLatch(1).await(30, TimeUnit.SECONDS)) {
      throw new IllegalStateException("Nobody lets it go");
    }
    return key;
  }

  @Override
  public String step(Task task) {
    count(task.workflowId(), task.key());
    if (task.key().startsWith("fail")) {
      throw new PermanentException(task.key());
    }
    return task.key();
  }

  @Override
  public String txStep(Task task) {
    return step(task);
  }

  @Override
  public String stepTake(Task task) {
    return step(task);
  }

  @Override
  public void stepGiveBack(Task task, String taken) {
    count(task.workflowId(), UNDO + taken);
  }

  @Override
  public StepResult<String> spread(Task task) {
    StepResult<String> result = StepResult.of(step(task));
    for (int i = 1; i < task.key().length(); i++) {
      String letter = task.key().substring(i, i + 1);
      StepDefinition emitted = StepDefinition.step(letter, "modelSteps.step", task.with(letter));
      result = result.emit(emitted.dedupKey(letter)).record("letters", letter, task.key());
    }
    return result;
  }

  @Override
  public StepResult<String> txSpread(Task task) {
    return spread(task);
  }

  private void count(String workflowId, String key) {
    calls.merge(name(workflowId, key), 1, Integer::sum);
  }

  /** What calls are counted by. */
  static String name(String workflowId, String key) {
    return workflowId + " " + key;
  }
}
