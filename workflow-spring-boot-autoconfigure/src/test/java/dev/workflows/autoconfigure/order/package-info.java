/** A small application with one workflow. */
@NullMarked
package dev.workflows.autoconfigure.order;

import org.jspecify.annotations.NullMarked;
