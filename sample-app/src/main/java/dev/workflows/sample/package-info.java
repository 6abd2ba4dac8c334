/**
 * A small order shop on durable workflows: the application, its settings and what all its parts
 * share. Begin reading at {@link dev.workflows.sample.checkout.OrderWorkflow}.
 */
@NullMarked
package dev.workflows.sample;

import org.jspecify.annotations.NullMarked;
