/** The actuator endpoint {@code workflows}: the untyped client over HTTP. Uses the core only. */
@NullMarked
package dev.workflows.autoconfigure.endpoint;

import org.jspecify.annotations.NullMarked;
