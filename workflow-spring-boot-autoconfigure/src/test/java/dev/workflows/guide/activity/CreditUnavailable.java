package dev.workflows.guide.activity;

/** The bureau cannot be asked now. */
public class CreditUnavailable extends Exception {

  private static final long serialVersionUID = 1L;

  public CreditUnavailable(String message) {
    super(message);
  }
}
