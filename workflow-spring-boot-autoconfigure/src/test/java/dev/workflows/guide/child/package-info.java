/** Workflows that call others. */
@NullMarked
package dev.workflows.guide.child;

import org.jspecify.annotations.NullMarked;
