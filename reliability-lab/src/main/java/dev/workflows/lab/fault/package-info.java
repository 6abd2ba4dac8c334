/**
 * Experiments: what goes wrong, how often, and what is measured while it does. Each fault is one
 * class; {@code Faults} lists them.
 */
@NullMarked
package dev.workflows.lab.fault;

import org.jspecify.annotations.NullMarked;
