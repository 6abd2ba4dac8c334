/** Undoing what was done. */
@NullMarked
package dev.workflows.guide.compensation;

import org.jspecify.annotations.NullMarked;
