@NullMarked
package dev.workflows.autoconfigure;

import org.jspecify.annotations.NullMarked;
