package dev.workflows.definition;

import java.lang.reflect.Method;

/** Tells whether an activity's transaction is the engine's. */
@FunctionalInterface
public interface ActivityTransactionRule {

  /** No activity is transactional. */
  ActivityTransactionRule NONE = (method, type) -> false;

  /**
   * Whether the record of this method's outcome is part of its own transaction.
   *
   * @throws UnusableTransactionException if it has a transaction that the record cannot be part of
   */
  boolean isTransactional(Method method, Class<?> type) throws UnusableTransactionException;

  /** Why a transaction cannot hold the record, and what to do about it. */
  final class UnusableTransactionException extends Exception {

    private static final long serialVersionUID = 1L;

    private final String remedy;

    /** Sentences without their full stops, as in {@link InvalidDefinitionException.Complaint}. */
    public UnusableTransactionException(String fact, String remedy) {
      super(fact);
      this.remedy = remedy;
    }

    String remedy() {
      return remedy;
    }
  }
}
