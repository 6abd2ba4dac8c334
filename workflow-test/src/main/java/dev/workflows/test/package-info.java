/**
 * What workflows are tested with: a store that remembers in memory and whose clock stands still
 * until it is moved. Uses the doors of the engine; starts no threads and reads no time of its own.
 */
@NullMarked
package dev.workflows.test;

import org.jspecify.annotations.NullMarked;
