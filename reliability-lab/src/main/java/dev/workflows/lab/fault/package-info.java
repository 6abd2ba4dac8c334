/**
 * All that goes wrong: each fault is one class, by what it happens to; {@code Faults} lists them.
 */
@NullMarked
package dev.workflows.lab.fault;

import org.jspecify.annotations.NullMarked;
