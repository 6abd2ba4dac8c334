/** Says what to do when the application does not start. Uses the core's errors only. */
@NullMarked
package dev.workflows.autoconfigure.diagnostics;

import org.jspecify.annotations.NullMarked;
