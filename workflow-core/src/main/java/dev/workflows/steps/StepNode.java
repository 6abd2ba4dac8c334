package dev.workflows.steps;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A step of a graph: what is known of it, and how it is tied to others. */
final class StepNode {

  private final StepDefinition definition;
  private final List<Edge> dependencies = new ArrayList<>();
  private final List<Edge> dependents = new ArrayList<>();
  private StepStatus status = StepStatus.PENDING;
  private @Nullable Object value;
  private @Nullable Exception failure;
  private @Nullable StepGraph nested;

  StepNode(StepDefinition definition) {
    this.definition = definition;
  }

  /** A tie to another step. */
  record Edge(StepNode node, boolean required) {}

  void dependOn(StepNode other, boolean required) {
    dependencies.add(new Edge(other, required));
    other.dependents.add(new Edge(this, required));
  }

  // ---- what becomes of it

  void begin() {
    status = StepStatus.RUNNING;
  }

  void complete(@Nullable Object newValue) {
    status = StepStatus.COMPLETED;
    value = newValue;
    failure = null;
  }

  void fail(Exception newFailure) {
    status = StepStatus.FAILED;
    failure = newFailure;
  }

  /** It was asked to end; it did not fail, and may be put back like one that did. */
  void interrupt(Exception newFailure) {
    status = StepStatus.CANCELLED;
    failure = newFailure;
  }

  void cancel() {
    status = StepStatus.CANCELLED;
  }

  void putBack() {
    status = StepStatus.PENDING;
    failure = null;
  }

  void nest(StepGraph graph) {
    nested = graph;
  }

  // ---- what is asked about it

  boolean is(StepStatus other) {
    return status == other;
  }

  /** Whether it failed or was interrupted itself. */
  boolean hasOwnFailure() {
    return status.hasEnded() && failure != null;
  }

  boolean isUnsuccessful() {
    return status == StepStatus.FAILED || status == StepStatus.CANCELLED;
  }

  /** Whether something it requires has ended otherwise than well. */
  boolean isHopeless() {
    return dependencies.stream().anyMatch(edge -> edge.required() && edge.node().isUnsuccessful());
  }

  boolean isDue() {
    return status == StepStatus.PENDING
        && dependencies.stream().allMatch(edge -> edge.node().status().hasEnded());
  }

  /** The steps that require it. */
  List<StepNode> requiredBy() {
    return dependents.stream().filter(Edge::required).map(Edge::node).toList();
  }

  boolean hasDependents() {
    return !dependents.isEmpty();
  }

  String id() {
    return definition.id();
  }

  StepDefinition definition() {
    return definition;
  }

  StepStatus status() {
    return status;
  }

  @Nullable Object value() {
    return value;
  }

  @Nullable Exception failure() {
    return failure;
  }

  /** The failure of one that {@linkplain #hasOwnFailure has} one. */
  Exception ownFailure() {
    return Objects.requireNonNull(failure, definition::toString);
  }

  @Nullable StepGraph nested() {
    return nested;
  }
}
