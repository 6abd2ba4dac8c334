/** Orders as the shop keeps them. Knows nothing of stock, money, parcels or workflows. */
@NullMarked
package dev.workflows.sample.order;

import org.jspecify.annotations.NullMarked;
