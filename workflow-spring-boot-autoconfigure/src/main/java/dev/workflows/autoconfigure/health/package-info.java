/** The health indicator {@code workflow}. Uses the core only. */
@NullMarked
package dev.workflows.autoconfigure.health;

import org.jspecify.annotations.NullMarked;
