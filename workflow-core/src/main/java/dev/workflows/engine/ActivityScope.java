package dev.workflows.engine;

import dev.workflows.ActivityContext;
import dev.workflows.IllegalWorkflowCallException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Tells an activity about the call it serves, by the thread that executes it. Thread-safe. */
public final class ActivityScope implements ActivityContext {

  // one per application and not per class loader: several contexts may live in one process
  @SuppressWarnings("ThreadLocalUsage")
  private final ThreadLocal<@Nullable Attempt> current = new ThreadLocal<>();

  @Override
  public String workflowId() {
    return current().run().id().workflowId();
  }

  @Override
  public UUID runId() {
    return current().run().id().runId();
  }

  @Override
  public String activity() {
    return current().activity().name();
  }

  @Override
  public int attempt() {
    return current().number();
  }

  @Override
  public String idempotencyKey() {
    Attempt attempt = current();
    return attempt.run().id().runId() + "/" + attempt.seq();
  }

  void enter(Attempt attempt) {
    current.set(attempt);
  }

  void leave() {
    current.remove();
  }

  private Attempt current() {
    Attempt attempt = current.get();
    if (attempt == null) {
      throw new IllegalWorkflowCallException(
          "This thread executes no activity of a run. Use the ActivityContext only inside an"
              + " activity that a workflow called.");
    }
    return attempt;
  }
}
