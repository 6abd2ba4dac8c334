package dev.workflows.definition;

import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/**
 * An update of a workflow.
 *
 * @param handler what is called once it is accepted
 * @param validator what may refuse it first, accessible
 */
public record UpdateDefinition(HandlerDefinition handler, @Nullable Method validator) {}
