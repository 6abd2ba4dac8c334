package dev.workflows.guide.order;

/** Where an order is. */
public enum OrderStatus {
  NEW,
  RESERVING,
  AWAITING_PAYMENT,
  SHIPPING
}
