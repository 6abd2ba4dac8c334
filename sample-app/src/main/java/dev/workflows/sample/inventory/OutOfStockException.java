package dev.workflows.sample.inventory;

/** There is not enough on the shelf. The next attempt would find no more, so there is none. */
public final class OutOfStockException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Says of what. */
  public OutOfStockException(String message) {
    super(message);
  }
}
