/** Parcels. */
@NullMarked
package dev.workflows.sample.shipping;

import org.jspecify.annotations.NullMarked;
