package dev.workflows.engine;

import dev.workflows.spi.StubFactory;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;

/** Stubs by the JDK alone, which has them for interfaces. */
final class InterfaceStubs implements StubFactory {

  static final StubFactory INSTANCE = new InterfaceStubs();

  @Override
  public <T> T stub(Class<T> type, InvocationHandler handler) {
    if (!type.isInterface()) {
      throw new IllegalArgumentException("There can be no stub of the class " + type.getName());
    }
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
  }
}
