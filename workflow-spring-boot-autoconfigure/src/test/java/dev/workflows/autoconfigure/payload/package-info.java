@NullMarked
package dev.workflows.autoconfigure.payload;

import org.jspecify.annotations.NullMarked;
