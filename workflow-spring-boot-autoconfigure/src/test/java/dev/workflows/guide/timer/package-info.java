/** Waiting for a time. */
@NullMarked
package dev.workflows.guide.timer;

import org.jspecify.annotations.NullMarked;
