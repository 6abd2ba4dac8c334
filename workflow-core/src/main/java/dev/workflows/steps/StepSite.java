package dev.workflows.steps;

import dev.workflows.WorkflowContext;

/**
 * Where a step is executed.
 *
 * @param workflow the run it belongs to
 * @param shared what all graphs of one run share
 * @param node the step
 * @param path its id, behind those of the steps that its graph is nested in
 * @param dependencies what it may read
 */
record StepSite(
    WorkflowContext workflow,
    StepShared shared,
    StepNode node,
    String path,
    StepResults dependencies) {}
