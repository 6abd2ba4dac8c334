/** Doing several things at once. */
@NullMarked
package dev.workflows.guide.parallel;

import org.jspecify.annotations.NullMarked;
