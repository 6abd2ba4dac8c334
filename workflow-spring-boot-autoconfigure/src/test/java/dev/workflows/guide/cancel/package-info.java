/** Ending a run from outside. */
@NullMarked
package dev.workflows.guide.cancel;

import org.jspecify.annotations.NullMarked;
