/**
 * The same random operations on every store, which must give the same answers and leave the same
 * behind. Uses the doors of the store and the test databases.
 */
@NullMarked
package dev.workflows.jdbc.sequence;

import org.jspecify.annotations.NullMarked;
