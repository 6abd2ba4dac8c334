package dev.workflows.engine;

import dev.workflows.ErrorCode;
import dev.workflows.WorkflowException;
import dev.workflows.WorkflowInterceptor;
import dev.workflows.WorkflowOperation;
import java.lang.reflect.UndeclaredThrowableException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One operation on its way through interceptors, on one thread. */
final class Passage {

  private final List<WorkflowInterceptor> chain;
  private final WorkflowOperation operation;
  private final Body body;
  private @Nullable WorkflowOperation done;
  private @Nullable Throwable thrown;

  Passage(List<WorkflowInterceptor> chain, WorkflowOperation operation, Body body) {
    this.chain = chain;
    this.operation = operation;
    this.body = body;
  }

  /** The operation itself. */
  @FunctionalInterface
  interface Body {

    /** Carries it out; returns it with what it has reached. */
    WorkflowOperation carryOut(WorkflowOperation operation) throws Throwable;
  }

  /** What leaves the operation need not be an exception, and is nobody's to wrap for long. */
  void begin() throws Throwable {
    try {
      new Link(0).proceed();
    } catch (UndeclaredThrowableException e) {
      throw thrown != null && thrown == e.getCause() ? thrown : e;
    }
  }

  /** What is left of it behind some of the interceptors. */
  private final class Link implements WorkflowInterceptor.Next {

    private final int index;
    private boolean taken;

    private Link(int index) {
      this.index = index;
    }

    @Override
    public WorkflowOperation proceed() throws Exception {
      if (taken) {
        throw misused(index - 1, "proceeded twice");
      }
      taken = true;
      if (index == chain.size()) {
        return carryOut();
      }
      chain.get(index).around(operation, new Link(index + 1));
      return outcome(index);
    }
  }

  private WorkflowOperation carryOut() throws Exception {
    try {
      WorkflowOperation reached = body.carryOut(operation);
      done = reached;
      return reached;
    } catch (Throwable e) {
      thrown = e;
      throw asException(e);
    }
  }

  /** Whoever returned may have hidden what was thrown, or have forgotten to proceed. */
  private WorkflowOperation outcome(int index) throws Exception {
    if (done != null) {
      return done;
    }
    if (thrown != null) {
      throw asException(thrown);
    }
    throw misused(index, "did not proceed");
  }

  private WorkflowException misused(int index, String what) {
    return new WorkflowException(
        ErrorCode.NOT_ALLOWED,
        "Interceptor %s %s with %s %s. Let it proceed exactly once, or throw."
            .formatted(chain.get(index).getClass().getName(), what, operation.kind(), name()));
  }

  private String name() {
    return String.valueOf(operation.name() == null ? operation.workflowType() : operation.name());
  }

  private static Exception asException(Throwable thrown) {
    if (thrown instanceof Error error) {
      throw error;
    }
    return thrown instanceof Exception known ? known : new UndeclaredThrowableException(thrown);
  }
}
