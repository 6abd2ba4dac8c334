/**
 * The examples of the guide, each compiled and run. The pages show what stands between {@code tag}
 * and {@code end} here; a test compares them.
 */
@NullMarked
package dev.workflows.guide;

import org.jspecify.annotations.NullMarked;
