/** Tests of a workflow. */
@NullMarked
package dev.workflows.guide.testing;

import org.jspecify.annotations.NullMarked;
