/** Signals and queries. */
@NullMarked
package dev.workflows.guide.signal;

import org.jspecify.annotations.NullMarked;
