/**
 * Decides: (workflow code, history, messages) to events. Holds the fibers, and the matching of
 * commands with what was recorded. No store, no I/O, no clock, no randomness of its own.
 */
@NullMarked
package dev.workflows.replay;

import org.jspecify.annotations.NullMarked;
