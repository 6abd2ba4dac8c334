@NullMarked
package dev.workflows.sample;

import org.jspecify.annotations.NullMarked;
