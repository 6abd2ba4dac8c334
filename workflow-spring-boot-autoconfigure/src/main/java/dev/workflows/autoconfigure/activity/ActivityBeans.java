package dev.workflows.autoconfigure.activity;

import dev.workflows.definition.ActivityDefinition;
import dev.workflows.definition.ActivityTransactionRule;
import dev.workflows.definition.DefinitionReader;
import dev.workflows.definition.Definitions;
import dev.workflows.definition.InvalidDefinitionException;
import dev.workflows.definition.InvalidDefinitionException.Complaint;
import dev.workflows.spi.ActivityInvoker;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.aop.framework.autoproxy.AutoProxyUtils;
import org.springframework.aop.scope.ScopedProxyUtils;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.scheduling.annotation.Async;
import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;

/**
 * The beans that have activities: found by what their definitions tell, reached with everything
 * that Spring put around them.
 */
public final class ActivityBeans implements ActivityInvoker {

  private static final Logger LOG = LoggerFactory.getLogger(ActivityBeans.class);

  private final ConfigurableListableBeanFactory beans;
  private final ActivityMethods methods;
  private final ActivityProxies proxies;
  private final Map<String, String> beanNames = new ConcurrentHashMap<>();
  private final Map<Method, Method> invocableMethods = new ConcurrentHashMap<>();

  ActivityBeans(
      ConfigurableListableBeanFactory beans, ActivityMethods methods, ActivityProxies proxies) {
    this.beans = beans;
    this.methods = methods;
    this.proxies = proxies;
  }

  /** Adds the activities of all beans to a reader. Instantiates none of them. */
  public void addTo(DefinitionReader reader, ActivityTransactionRule rule) {
    for (String name : names()) {
      Class<?> type = type(name);
      if (type != null && methods.hasAny(type)) {
        for (ActivityDefinition activity : reader.addActivities(type, rule)) {
          beanNames.put(activity.name(), name);
          checkSynchronous(activity, type, reader);
        }
      }
    }
  }

  /**
   * Compares the beans as they are with what their definitions told.
   *
   * @throws InvalidDefinitionException if a bean has activities that were not found
   */
  public void check(Definitions definitions) {
    List<Complaint> complaints = new ArrayList<>();
    for (String name : names()) {
      Object bean = beans.containsSingleton(name) ? beans.getSingleton(name) : null;
      if (bean != null && methods.hasAny(AopUtils.getTargetClass(bean))) {
        check(name, bean, definitions, complaints);
      }
    }
    if (!complaints.isEmpty()) {
      throw new InvalidDefinitionException(complaints);
    }
  }

  private void check(
      String name, Object bean, Definitions definitions, List<Complaint> complaints) {
    for (String activity : methods.names(bean)) {
      if (definitions.activity(activity) == null) {
        complaints.add(
            new Complaint(
                AopUtils.getTargetClass(bean).getName(),
                "Activity '%s' of bean '%s' is not shown by the bean's declared type"
                    .formatted(activity, name),
                "Let the @Bean method return the class that has the annotation"));
      }
    }
    if (!proxies.isAdvised(bean)) {
      LOG.warn(
          "Bean '{}' has activities but no proxy: only calls by workflows that take it themselves"
              + " are recorded. It is a replacement, or was made before proxies could be.",
          name);
    }
  }

  @Override
  public @Nullable Object invoke(ActivityDefinition activity, @Nullable Object[] arguments)
      throws Throwable {
    Object bean = beans.getBean(Objects.requireNonNull(beanNames.get(activity.name())));
    Method method =
        invocableMethods.computeIfAbsent(activity.method(), m -> invocable(m, bean.getClass()));
    try {
      return method.invoke(bean, arguments);
    } catch (InvocationTargetException e) {
      throw e.getTargetException();
    }
  }

  /** The bean's method as its proxy offers it: of the class, or of an interface. */
  private static Method invocable(Method method, Class<?> beanClass) {
    Method invocable = AopUtils.selectInvocableMethod(method, beanClass);
    ReflectionUtils.makeAccessible(invocable);
    return invocable;
  }

  private Set<String> names() {
    Set<String> names = new LinkedHashSet<>(Set.of(beans.getSingletonNames()));
    names.addAll(Set.of(beans.getBeanDefinitionNames()));
    names.removeIf(ScopedProxyUtils::isScopedTarget);
    return names;
  }

  private @Nullable Class<?> type(String name) {
    Class<?> type = null;
    if (beans.containsBeanDefinition(name)) {
      if (beans.getMergedBeanDefinition(name).isAbstract()) {
        return null;
      }
      type =
          (Class<?>)
              beans
                  .getMergedBeanDefinition(name)
                  .getAttribute(AutoProxyUtils.ORIGINAL_TARGET_CLASS_ATTRIBUTE);
    }
    if (type == null) {
      type = beans.getType(name, false);
    }
    return type == null ? null : ClassUtils.getUserClass(type);
  }

  /** Another thread's call would be no call of the run. */
  private static void checkSynchronous(
      ActivityDefinition activity, Class<?> type, DefinitionReader reader) {
    if (AnnotatedElementUtils.hasAnnotation(activity.method(), Async.class)
        || AnnotatedElementUtils.hasAnnotation(type, Async.class)) {
      reader.addComplaint(
          type,
          "Activity '%s' is @Async, so its calls would leave the run".formatted(activity.name()),
          "Remove @Async: activities never hold up the threads of their callers anyway");
    }
  }
}
