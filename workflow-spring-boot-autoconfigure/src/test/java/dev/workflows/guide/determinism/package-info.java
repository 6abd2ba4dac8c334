/** Time and randomness that replay. */
@NullMarked
package dev.workflows.guide.determinism;

import org.jspecify.annotations.NullMarked;
