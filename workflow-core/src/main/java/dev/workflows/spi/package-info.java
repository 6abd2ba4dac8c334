/**
 * The doors of the engine: the store that remembers, the driver that gives threads and time, the
 * invoker that reaches activities. Interfaces and the records they exchange; no implementation.
 */
@NullMarked
package dev.workflows.spi;

import org.jspecify.annotations.NullMarked;
