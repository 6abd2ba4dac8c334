/** Runs that continue as new. */
@NullMarked
package dev.workflows.guide.series;

import org.jspecify.annotations.NullMarked;
