package dev.workflows.guide.order;

/** Nobody paid in time. */
public class PaymentTimeout extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public PaymentTimeout(String orderId) {
    super("Order " + orderId + " was not paid in time");
  }
}
