/**
 * What an application configures under {@code workflow}. The packages below make the beans: one
 * auto-configuration for each part that can come or go alone.
 */
@NullMarked
package dev.workflows.autoconfigure;

import org.jspecify.annotations.NullMarked;
