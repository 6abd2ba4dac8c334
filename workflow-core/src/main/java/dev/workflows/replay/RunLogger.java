package dev.workflows.replay;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;
import org.slf4j.spi.NOPLoggingEventBuilder;

/**
 * A logger for a run's code that is silent while the code is executed again: what it says was said
 * when the turn was made. Proxied, since the interface has sixty methods and may get more.
 */
final class RunLogger implements InvocationHandler {

  private final RunExecution run;
  private final Logger target;

  private RunLogger(RunExecution run, Logger target) {
    this.run = run;
    this.target = target;
  }

  /** The logger of the run's workflow class. */
  static Logger of(RunExecution run) {
    Logger target = LoggerFactory.getLogger(run.definition().workflowClass());
    return (Logger)
        Proxy.newProxyInstance(
            RunLogger.class.getClassLoader(),
            new Class<?>[] {Logger.class},
            new RunLogger(run, target));
  }

  @Override
  public @Nullable Object invoke(Object proxy, Method method, @Nullable Object[] arguments)
      throws Throwable {
    if (method.getDeclaringClass() == Object.class) {
      return ofObject(proxy, method, arguments);
    }
    if (!run.isHeard() && !method.getName().equals("getName")) {
      return silence(method.getReturnType());
    }
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw e.getTargetException();
    }
  }

  private Object ofObject(Object proxy, Method method, @Nullable Object[] arguments) {
    return switch (method.getName()) {
      case "equals" -> proxy == arguments[0];
      case "hashCode" -> System.identityHashCode(proxy);
      default -> target.toString();
    };
  }

  private static @Nullable Object silence(Class<?> type) {
    if (type == LoggingEventBuilder.class) {
      return NOPLoggingEventBuilder.singleton();
    }
    return type == boolean.class ? Boolean.FALSE : null;
  }
}
