package dev.workflows.autoconfigure.activity;

import java.lang.reflect.Method;
import org.springframework.aop.support.StaticMethodMatcherPointcutAdvisor;
import org.springframework.core.Ordered;

/**
 * Puts the interceptor around every activity. It is the outermost one, so that nothing else that
 * surrounds the bean (a transaction, a cache, a retry) happens while a run is only replayed.
 */
final class ActivityAdvisor extends StaticMethodMatcherPointcutAdvisor {

  private static final long serialVersionUID = 1L;

  private final transient ActivityMethods methods;

  ActivityAdvisor(ActivityMethods methods, ActivityInterceptor interceptor) {
    super(interceptor);
    this.methods = methods;
    setOrder(Ordered.HIGHEST_PRECEDENCE + 100);
  }

  @Override
  public boolean matches(Method method, Class<?> targetClass) {
    return methods.nameOf(method, targetClass) != null;
  }
}
