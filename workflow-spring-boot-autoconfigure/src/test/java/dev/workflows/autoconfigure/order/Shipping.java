package dev.workflows.autoconfigure.order;

import dev.workflows.Activity;

public interface Shipping {

  @Activity
  String ship(String orderId);
}
