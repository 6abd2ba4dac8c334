/** A workflow that does what it is told, in an application that is closed and opened again. */
@NullMarked
package dev.workflows.autoconfigure.journey;

import org.jspecify.annotations.NullMarked;
