package dev.workflows.engine;

import dev.workflows.WorkflowInterceptor;
import dev.workflows.WorkflowOperation;
import dev.workflows.WorkflowTurn;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The interceptors of an engine, in order. Thread-safe. */
final class Interceptors {

  /** Nobody looks. */
  static final Interceptors NONE = new Interceptors(List.of());

  private static final Logger LOG = LoggerFactory.getLogger(Interceptors.class);

  private final List<WorkflowInterceptor> chain;
  private final Set<Class<?>> complainedOf = ConcurrentHashMap.newKeySet();

  Interceptors(List<WorkflowInterceptor> chain) {
    this.chain = List.copyOf(chain);
  }

  /** These behind another one. */
  static Interceptors of(WorkflowInterceptor first, List<WorkflowInterceptor> others) {
    return new Interceptors(Stream.concat(Stream.of(first), others.stream()).toList());
  }

  boolean isEmpty() {
    return chain.isEmpty();
  }

  /**
   * Passes an operation through all of them.
   *
   * @throws Throwable what leaves the first of them; what the operation threw if they hid it
   */
  void around(WorkflowOperation operation, Passage.Body body) throws Throwable {
    new Passage(chain, operation, body).begin();
  }

  /** Tells all of them. What one of them throws is logged, at length for the first time only. */
  void tell(WorkflowTurn turn) {
    try (LogNames names = LogNames.of(turn.run(), turn.workflowType())) {
      chain.forEach(interceptor -> tell(interceptor, turn));
    }
  }

  private void tell(WorkflowInterceptor interceptor, WorkflowTurn turn) {
    try {
      interceptor.told(turn);
    } catch (RuntimeException | Error e) {
      Class<?> type = interceptor.getClass();
      if (complainedOf.add(type)) {
        LOG.warn("Interceptor {} failed; the next time is told at debug level", type.getName(), e);
      } else {
        LOG.debug("Interceptor {} failed again", type.getName(), e);
      }
    }
  }
}
