/** What values go through on their way to the tables: compression and encryption. */
@NullMarked
package dev.workflows.autoconfigure.payload;

import org.jspecify.annotations.NullMarked;
