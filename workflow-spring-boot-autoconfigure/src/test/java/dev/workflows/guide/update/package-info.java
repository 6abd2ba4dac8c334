/** Updates. */
@NullMarked
package dev.workflows.guide.update;

import org.jspecify.annotations.NullMarked;
