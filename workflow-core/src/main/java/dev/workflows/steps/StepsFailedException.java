package dev.workflows.steps;

import dev.workflows.ErrorCode;
import dev.workflows.WorkflowException;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * All steps of a graph have ended, and some failed that no other step can do without. Its cause is
 * the failure of the first of them, in the order in which they were added; the others' are
 * suppressed exceptions. Caught, the graph may be {@linkplain StepGraph#retry retried} and run
 * again.
 */
public final class StepsFailedException extends WorkflowException {

  private static final long serialVersionUID = 1L;

  private static final int MOST = 20;

  private final List<String> steps;
  private final transient @Nullable StepResults results;

  StepsFailedException(String graph, List<StepNode> failed, StepResults results) {
    super(
        ErrorCode.STEPS_FAILED,
        "%d of the steps of '%s' failed: %s. Retry them, or let others depend on them optionally."
            .formatted(failed.size(), graph, described(failed)),
        failed.get(0).ownFailure());
    failed.stream().skip(1).map(StepNode::ownFailure).forEach(this::addSuppressed);
    this.steps = failed.stream().map(StepNode::id).toList();
    this.results = results;
  }

  private static String described(List<StepNode> failed) {
    String first =
        failed.stream()
            .limit(MOST)
            .map(node -> "'%s' (%s)".formatted(node.id(), node.ownFailure().getMessage()))
            .collect(Collectors.joining(", "));
    return failed.size() <= MOST ? first : first + " and " + (failed.size() - MOST) + " more";
  }

  /** The ids of the steps that failed, without those that were cancelled for them. */
  public List<String> steps() {
    return steps;
  }

  /** Where all steps of the graph stand; {@code null} only after Java serialization. */
  public @Nullable StepResults results() {
    return results;
  }
}
