/** Seeing what is done. */
@NullMarked
package dev.workflows.guide.observability;

import org.jspecify.annotations.NullMarked;
