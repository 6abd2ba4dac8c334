/**
 * Finds the workflow classes and registers {@code Workflows<T>} beans for them. Works on bean
 * definitions only, so that it also runs ahead of time; uses the core.
 */
@NullMarked
package dev.workflows.autoconfigure.registration;

import org.jspecify.annotations.NullMarked;
