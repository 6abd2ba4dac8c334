package dev.workflows.autoconfigure.engine;

import dev.workflows.WorkflowContext;
import dev.workflows.autoconfigure.activity.ActivityProxies;
import dev.workflows.definition.WorkflowDefinition.InstanceFactory;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.time.Clock;
import java.util.List;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.springframework.beans.BeansException;
import org.springframework.beans.factory.InjectionPoint;
import org.springframework.beans.factory.UnsatisfiedDependencyException;
import org.springframework.beans.factory.config.AutowireCapableBeanFactory;
import org.springframework.beans.factory.config.DependencyDescriptor;
import org.springframework.core.DefaultParameterNameDiscoverer;
import org.springframework.core.MethodParameter;
import org.springframework.util.ReflectionUtils;
import org.springframework.util.function.SingletonSupplier;

/**
 * Calls a workflow's constructor for each run and each of its replays. The context, its clock, its
 * random numbers and its logger are the run's own; everything else is resolved once.
 */
final class ConstructorInstanceFactory implements InstanceFactory {

  private final Constructor<?> constructor;
  private final AutowireCapableBeanFactory beans;
  private final ActivityProxies proxies;
  private final SingletonSupplier<List<Function<WorkflowContext, @Nullable Object>>> arguments;

  ConstructorInstanceFactory(
      Constructor<?> constructor, AutowireCapableBeanFactory beans, ActivityProxies proxies) {
    ReflectionUtils.makeAccessible(constructor);
    this.constructor = constructor;
    this.beans = beans;
    this.proxies = proxies;
    this.arguments = SingletonSupplier.of(this::resolveArguments);
  }

  void resolve() {
    arguments.obtain();
  }

  @Override
  public Object create(WorkflowContext context) {
    @Nullable Object[] values =
        arguments.obtain().stream().map(argument -> argument.apply(context)).toArray();
    try {
      return constructor.newInstance(values);
    } catch (InvocationTargetException e) {
      throw rethrown(e.getTargetException());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("A run's instance cannot be made", e);
    }
  }

  private List<Function<WorkflowContext, @Nullable Object>> resolveArguments() {
    return IntStream.range(0, constructor.getParameterCount()).mapToObj(this::argument).toList();
  }

  private Function<WorkflowContext, @Nullable Object> argument(int index) {
    Class<?> type = constructor.getParameterTypes()[index];
    if (type == WorkflowContext.class) {
      return context -> context;
    }
    if (type == Clock.class) {
      return WorkflowContext::clock;
    }
    if (type == RandomGenerator.class) {
      return WorkflowContext::random;
    }
    if (type == Logger.class) {
      return WorkflowContext::logger;
    }
    Object bean = bean(index);
    return context -> bean;
  }

  private @Nullable Object bean(int index) {
    MethodParameter parameter = new MethodParameter(constructor, index);
    parameter.initParameterNameDiscovery(new DefaultParameterNameDiscoverer());
    try {
      Object bean = beans.resolveDependency(new DependencyDescriptor(parameter, true), null);
      return bean == null ? null : proxies.advise(bean);
    } catch (BeansException e) {
      throw new UnsatisfiedDependencyException(
          "workflow class",
          constructor.getDeclaringClass().getName(),
          new InjectionPoint(parameter),
          e);
    }
  }

  private static RuntimeException rethrown(Throwable thrown) {
    if (thrown instanceof Error error) {
      throw error;
    }
    return thrown instanceof RuntimeException e ? e : new IllegalStateException(thrown);
  }
}
