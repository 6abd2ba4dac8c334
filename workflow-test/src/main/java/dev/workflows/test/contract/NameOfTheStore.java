package dev.workflows.test.contract;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;

/**
 * Says which subclass of the contract failed: reports name only the nested class, which is the same
 * for every store.
 */
final class NameOfTheStore implements TestExecutionExceptionHandler {

  @Override
  public void handleTestExecutionException(ExtensionContext context, Throwable failure)
      throws Throwable {
    Object contract = context.getRequiredTestInstances().getAllInstances().get(0);
    failure.addSuppressed(new AssertionError("Store of " + contract.getClass().getName()));
    throw failure;
  }
}
