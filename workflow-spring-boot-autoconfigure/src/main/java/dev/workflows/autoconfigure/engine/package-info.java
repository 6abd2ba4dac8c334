/**
 * Puts the engine together, starts it with the application and stops it. Uses all other packages
 * through the core's types.
 */
@NullMarked
package dev.workflows.autoconfigure.engine;

import org.jspecify.annotations.NullMarked;
