package dev.workflows.steps;

import dev.workflows.InvalidRequestException;
import dev.workflows.WorkflowCancelledException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** Executes single steps, each on a branch of its own, and applies what they returned. */
final class StepExecution {

  private static final StepRetry ONCE = new StepRetry(1, Duration.ZERO);

  private final StepGraph graph;
  private final StepNodes nodes;

  StepExecution(StepGraph graph, StepNodes nodes) {
    this.graph = graph;
    this.nodes = nodes;
  }

  /** Executes a step to its end; throws only if it was asked to end. */
  void execute(StepNode node) {
    try {
      nodes.complete(node, accept(repeat(node)));
    } catch (WorkflowCancelledException e) {
      nodes.interrupt(node, e);
      throw e;
    } catch (Exception e) {
      nodes.fail(node, e);
    }
  }

  private @Nullable Object repeat(StepNode node) throws Exception {
    String preset = node.definition().preset();
    StepRetry retry = preset == null ? ONCE : graph.presets().getOrDefault(preset, ONCE);
    for (int attempt = 1; ; attempt++) {
      try {
        return perform(node);
      } catch (WorkflowCancelledException | InvalidRequestException | StepRejectedException e) {
        throw e;
      } catch (Exception e) {
        if (attempt >= retry.attempts()) {
          throw e;
        }
      }
      graph.workflow().sleep(retry.delay());
    }
  }

  private @Nullable Object perform(StepNode node) throws Exception {
    StepSite site =
        new StepSite(graph.workflow(), graph.shared(), node, graph.path(node), dependencies(node));
    StepWork work = node.definition().work();
    Duration limit = node.definition().limit();
    try {
      return limit == null
          ? work.perform(site)
          : graph.workflow().<@Nullable Object>callWithTimeout(limit, () -> work.perform(site));
    } catch (CompletionException e) {
      throw e.getCause() instanceof Exception declared ? declared : e;
    }
  }

  private StepResults dependencies(StepNode node) {
    Map<String, StepNode> known = new LinkedHashMap<>();
    for (Dependency dependency : node.definition().dependencies()) {
      StepNode other = nodes.find(dependency.step());
      if (other != null) {
        known.put(dependency.step(), other);
      }
    }
    return StepResults.of(known, graph.input());
  }

  /** Applies what came with a value, or nothing of it if a part cannot be. */
  private @Nullable Object accept(@Nullable Object outcome) {
    if (!(outcome instanceof StepResult<?> result)) {
      return outcome;
    }
    List<StepDefinition> emitted = result.emitted().stream().map(EmittedStep::step).toList();
    if (!emitted.isEmpty()) {
      graph.require(emitted);
      nodes.add(emitted);
    }
    result.records().forEach(graph.shared().records()::put);
    return result.value();
  }
}
