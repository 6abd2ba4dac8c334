/** A database's time in the hands of a test. Uses nothing but JDBC. */
@NullMarked
package dev.workflows.jdbc.clock;

import org.jspecify.annotations.NullMarked;
