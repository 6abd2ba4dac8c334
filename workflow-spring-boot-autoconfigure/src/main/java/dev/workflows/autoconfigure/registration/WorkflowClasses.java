package dev.workflows.autoconfigure.registration;

import java.util.List;

/** The workflow classes that were found. A bean, so that they need not be looked for again. */
public final class WorkflowClasses {

  private final List<Class<?>> classes;

  /** These classes. */
  public WorkflowClasses(Class<?>[] classes) {
    this.classes = List.of(classes);
  }

  /** Them, in the order of their names. */
  public List<Class<?>> classes() {
    return classes;
  }
}
