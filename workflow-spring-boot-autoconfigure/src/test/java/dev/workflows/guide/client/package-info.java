/** Starting runs and talking to them. */
@NullMarked
package dev.workflows.guide.client;

import org.jspecify.annotations.NullMarked;
