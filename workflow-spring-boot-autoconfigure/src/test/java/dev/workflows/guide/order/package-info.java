/** The first example: an order with its activities and its client. */
@NullMarked
package dev.workflows.guide.order;

import org.jspecify.annotations.NullMarked;
