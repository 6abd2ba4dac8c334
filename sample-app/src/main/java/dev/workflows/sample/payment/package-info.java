/**
 * Money. The card network is a service elsewhere, so its calls can be repeated by a crash; the
 * idempotency key makes a repetition harmless.
 */
@NullMarked
package dev.workflows.sample.payment;

import org.jspecify.annotations.NullMarked;
