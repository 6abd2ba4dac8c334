package dev.workflows.autoconfigure.engine;

import dev.workflows.spi.StubFactory;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.cglib.core.CodeGenerationException;
import org.springframework.cglib.core.SpringNamingPolicy;
import org.springframework.cglib.proxy.Callback;
import org.springframework.cglib.proxy.Enhancer;
import org.springframework.cglib.proxy.Factory;
import org.springframework.cglib.proxy.MethodInterceptor;
import org.springframework.objenesis.ObjenesisException;
import org.springframework.objenesis.SpringObjenesis;

/** Stubs of interfaces by the JDK, of classes by a generated subclass made without constructor. */
final class SpringStubFactory implements StubFactory {

  private final Map<Class<?>, Class<?>> stubClasses = new ConcurrentHashMap<>();
  private final SpringObjenesis objenesis = new SpringObjenesis();

  @Override
  public <T> T stub(Class<T> type, InvocationHandler handler) {
    if (type.isInterface()) {
      return type.cast(
          Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }
    try {
      Class<?> stubClass = stubClasses.computeIfAbsent(type, SpringStubFactory::generate);
      Object stub = objenesis.newInstance(stubClass);
      MethodInterceptor interceptor =
          (self, method, arguments, superMethod) -> handler.invoke(self, method, arguments);
      ((Factory) stub).setCallbacks(new Callback[] {interceptor});
      return type.cast(stub);
    } catch (CodeGenerationException | ObjenesisException e) {
      throw new IllegalArgumentException("There can be no stub of " + type.getName(), e);
    }
  }

  private static Class<?> generate(Class<?> type) {
    if (Modifier.isFinal(type.getModifiers())) {
      throw new IllegalArgumentException("There can be no stub of the final " + type.getName());
    }
    Enhancer enhancer = new WithoutConstructors();
    enhancer.setSuperclass(type);
    enhancer.setCallbackType(MethodInterceptor.class);
    enhancer.setNamingPolicy(SpringNamingPolicy.INSTANCE);
    enhancer.setUseCache(false);
    return enhancer.createClass();
  }

  /** No constructor is executed, so it does not matter that all of them may be private. */
  private static final class WithoutConstructors extends Enhancer {

    @Override
    @SuppressWarnings("rawtypes") // as the method that it overrides
    protected void filterConstructors(Class type, List constructors) {}
  }
}
