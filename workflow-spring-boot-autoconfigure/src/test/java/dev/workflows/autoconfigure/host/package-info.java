/** Applications that migrate and use the database in their own way, with the engine beside them. */
@NullMarked
package dev.workflows.autoconfigure.host;

import org.jspecify.annotations.NullMarked;
