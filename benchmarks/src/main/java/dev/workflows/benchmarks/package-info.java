@NullMarked
package dev.workflows.benchmarks;

import org.jspecify.annotations.NullMarked;
