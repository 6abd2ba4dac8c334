/** Steps that depend on each other. */
@NullMarked
package dev.workflows.guide.steps;

import org.jspecify.annotations.NullMarked;
