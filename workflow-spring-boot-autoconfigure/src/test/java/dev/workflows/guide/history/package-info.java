/** Reading histories. */
@NullMarked
package dev.workflows.guide.history;

import org.jspecify.annotations.NullMarked;
