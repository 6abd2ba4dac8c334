package dev.workflows.sample.checkout;

import dev.workflows.sample.ShortText;

/** Where an order is to go. */
record NewAddress(@ShortText String address) {}
