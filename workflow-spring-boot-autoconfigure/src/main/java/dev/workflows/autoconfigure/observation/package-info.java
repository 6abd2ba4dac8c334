/** What clients, activities and turns do, as Micrometer observes it. Uses the core only. */
@NullMarked
package dev.workflows.autoconfigure.observation;

import org.jspecify.annotations.NullMarked;
