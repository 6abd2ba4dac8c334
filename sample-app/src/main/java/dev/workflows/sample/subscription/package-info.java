/** Orders that come back every month. */
@NullMarked
package dev.workflows.sample.subscription;

import org.jspecify.annotations.NullMarked;
