/**
 * The command line of the benchmarks: options in, a Markdown report and JSON lines out. What is
 * measured lies in {@code engine} and {@code load}, what it is measured on in {@code database}; the
 * engines themselves each have a package of their own. Nothing here is published.
 */
@NullMarked
package dev.workflows.benchmarks;

import org.jspecify.annotations.NullMarked;
