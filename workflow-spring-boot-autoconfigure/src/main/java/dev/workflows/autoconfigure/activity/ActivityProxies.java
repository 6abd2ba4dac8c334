package dev.workflows.autoconfigure.activity;

import java.util.Arrays;
import org.springframework.aop.framework.Advised;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.util.ClassUtils;

/**
 * Makes sure that an object handed to a workflow records its activities: beans that Spring did not
 * make itself (a test's mock) or made too early to be proxied get their proxy here.
 */
public final class ActivityProxies {

  private final ActivityMethods methods;
  private final ActivityAdvisor advisor;

  ActivityProxies(ActivityMethods methods, ActivityAdvisor advisor) {
    this.methods = methods;
    this.advisor = advisor;
  }

  /** The object itself if it has no activities or is proxied already, else a proxy of it. */
  public Object advise(Object bean) {
    Class<?> type = ClassUtils.getUserClass(bean);
    if (isAdvised(bean) || !methods.hasAny(type)) {
      return bean;
    }
    ProxyFactory factory = new ProxyFactory(bean);
    factory.setProxyTargetClass(true);
    factory.addAdvisor(advisor);
    return factory.getProxy(type.getClassLoader());
  }

  boolean isAdvised(Object bean) {
    return bean instanceof Advised advised
        && Arrays.stream(advised.getAdvisors()).anyMatch(a -> a.getAdvice() == advisor.getAdvice());
  }
}
