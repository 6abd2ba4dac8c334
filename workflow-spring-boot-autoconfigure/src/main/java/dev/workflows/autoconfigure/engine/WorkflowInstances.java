package dev.workflows.autoconfigure.engine;

import dev.workflows.autoconfigure.activity.ActivityProxies;
import dev.workflows.definition.WorkflowDefinition.InstanceFactory;
import java.lang.reflect.Constructor;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.beans.BeanUtils;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.config.AutowireCapableBeanFactory;

/**
 * Knows how to make the instances of runs. Constructors are chosen when the definitions are read,
 * their beans are resolved once all beans exist: workflows and beans may refer to each other.
 */
final class WorkflowInstances {

  private final AutowireCapableBeanFactory beans;
  private final ActivityProxies proxies;
  private final List<ConstructorInstanceFactory> factories = new ArrayList<>();

  WorkflowInstances(AutowireCapableBeanFactory beans, ActivityProxies proxies) {
    this.beans = beans;
    this.proxies = proxies;
  }

  /**
   * A factory for a class.
   *
   * @throws IllegalArgumentException if it is not clear which constructor is meant
   */
  InstanceFactory of(Class<?> type) {
    ConstructorInstanceFactory factory =
        new ConstructorInstanceFactory(constructor(type), beans, proxies);
    factories.add(factory);
    return factory;
  }

  /** Resolves the beans that constructors take, so that a missing one is found at start. */
  void resolve() {
    factories.forEach(ConstructorInstanceFactory::resolve);
  }

  private static Constructor<?> constructor(Class<?> type) {
    List<Constructor<?>> autowired =
        Stream.<Constructor<?>>of(type.getDeclaredConstructors())
            .filter(constructor -> constructor.isAnnotationPresent(Autowired.class))
            .toList();
    if (autowired.size() > 1) {
      throw new IllegalArgumentException("Several constructors are @Autowired");
    }
    if (autowired.size() == 1) {
      return autowired.get(0);
    }
    try {
      return BeanUtils.getResolvableConstructor(type);
    } catch (IllegalStateException e) {
      throw new IllegalArgumentException("There are several constructors, none @Autowired", e);
    }
  }
}
