package dev.workflows.spi;

import java.lang.reflect.InvocationHandler;

/** Makes objects that pass every call to a handler: what client lambdas are executed on. */
public interface StubFactory {

  /**
   * A stub of a class or an interface. No constructor of the class is executed.
   *
   * @throws IllegalArgumentException if the type cannot be stubbed
   */
  <T> T stub(Class<T> type, InvocationHandler handler);
}
