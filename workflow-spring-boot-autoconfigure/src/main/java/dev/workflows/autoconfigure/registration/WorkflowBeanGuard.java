package dev.workflows.autoconfigure.registration;

import dev.workflows.definition.InvalidDefinitionException;
import dev.workflows.definition.InvalidDefinitionException.Complaint;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/**
 * Refuses workflow classes that are beans too, before one of them is instantiated and fails for
 * want of a {@code WorkflowContext}: a bean would be one instance for all runs.
 */
final class WorkflowBeanGuard implements BeanFactoryPostProcessor {

  @Override
  public void postProcessBeanFactory(ConfigurableListableBeanFactory beans) {
    List<Complaint> complaints =
        beans.getBean(WorkflowClasses.class).classes().stream()
            .flatMap(type -> complaints(type, beans))
            .toList();
    if (!complaints.isEmpty()) {
      throw new InvalidDefinitionException(complaints);
    }
  }

  private static Stream<Complaint> complaints(
      Class<?> type, ConfigurableListableBeanFactory beans) {
    return Stream.of(beans.getBeanNamesForType(type, true, false))
        .filter(name -> !isStub(name, beans))
        .map(
            name ->
                new Complaint(
                    type.getName(),
                    "The workflow class is also the bean '%s', which all runs would share"
                        .formatted(name),
                    "Remove @Component or the @Bean method, and inject Workflows<%s> instead"
                        .formatted(type.getSimpleName())));
  }

  private static boolean isStub(String name, ConfigurableListableBeanFactory beans) {
    return beans.containsBeanDefinition(name)
        && WorkflowStubFactoryBean.class
            .getName()
            .equals(beans.getBeanDefinition(name).getBeanClassName());
  }
}
