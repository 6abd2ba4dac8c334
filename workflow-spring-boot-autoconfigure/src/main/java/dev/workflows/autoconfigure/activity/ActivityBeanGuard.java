package dev.workflows.autoconfigure.activity;

import dev.workflows.definition.InvalidDefinitionException;
import dev.workflows.definition.InvalidDefinitionException.Complaint;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/**
 * Refuses final classes with activities before Spring tries to make proxies of them and fails with
 * less to say. Everything else about activities is checked when all of them are read.
 */
final class ActivityBeanGuard implements BeanFactoryPostProcessor {

  private final ActivityMethods methods;

  ActivityBeanGuard(ActivityMethods methods) {
    this.methods = methods;
  }

  @Override
  public void postProcessBeanFactory(ConfigurableListableBeanFactory beans) {
    List<Complaint> complaints =
        Stream.of(beans.getBeanDefinitionNames())
            .map(name -> beans.getType(name, false))
            .filter(Objects::nonNull)
            .distinct()
            .filter(type -> Modifier.isFinal(type.getModifiers()) && methods.hasAny(type))
            .map(ActivityBeanGuard::complaint)
            .toList();
    if (!complaints.isEmpty()) {
      throw new InvalidDefinitionException(complaints);
    }
  }

  private static Complaint complaint(Class<?> type) {
    return new Complaint(
        type.getName(),
        "The class is final, so calls of it cannot be recorded",
        type.isRecord()
            ? "Make it a class"
            : "Remove 'final' (Kotlin: open the class, or use the all-open plug-in)");
  }
}
