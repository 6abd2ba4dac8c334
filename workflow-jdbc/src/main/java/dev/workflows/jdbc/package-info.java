@NullMarked
package dev.workflows.jdbc;

import org.jspecify.annotations.NullMarked;
