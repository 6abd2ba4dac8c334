/** How an order comes in, is fulfilled, and is shown: the workflow, its client and the web. */
@NullMarked
package dev.workflows.sample.checkout;

import org.jspecify.annotations.NullMarked;
