@NullMarked
package dev.workflows.autoconfigure.sensitive;

import org.jspecify.annotations.NullMarked;
