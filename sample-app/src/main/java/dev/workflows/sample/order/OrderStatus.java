package dev.workflows.sample.order;

/** Where an order is on its way. */
public enum OrderStatus {
  /** Placed, and nothing else yet. */
  NEW,
  /** Its lines are being taken from stock. */
  RESERVING,
  /** The customer has to pay. */
  AWAITING_PAYMENT,
  /** The card is being charged. */
  CHARGING,
  /** The parcel is being handed to the carrier. */
  SHIPPING,
  /** Paid and shipped. */
  COMPLETED,
  /** Not paid in time, or no longer wanted. */
  CANCELLED,
  /** Not in stock. */
  REJECTED;

  /** Whether an order in this status never changes again. */
  public boolean isFinal() {
    return this == COMPLETED || this == CANCELLED || this == REJECTED;
  }
}
