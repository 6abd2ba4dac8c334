/** What is on the shelves. Its activities share the engine's transaction: each happens once. */
@NullMarked
package dev.workflows.sample.inventory;

import org.jspecify.annotations.NullMarked;
