package dev.workflows.autoconfigure.registration;

import dev.workflows.WorkflowClient;
import dev.workflows.Workflows;
import dev.workflows.definition.Definitions;
import dev.workflows.definition.WorkflowDefinition;
import dev.workflows.engine.TypedWorkflows;
import dev.workflows.spi.StubFactory;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.BeanFactoryAware;
import org.springframework.beans.factory.FactoryBean;

/**
 * Makes the typed client of a workflow class, or of an interface it implements.
 *
 * @param <W> the client's full type, {@code Workflows<OrderWorkflow>}
 */
final class WorkflowsFactoryBean<W> implements FactoryBean<W>, BeanFactoryAware {

  private final Class<?> workflowClass;
  private final Class<?> api;
  private @Nullable BeanFactory beanFactory;

  WorkflowsFactoryBean(Class<?> workflowClass, Class<?> api) {
    this.workflowClass = workflowClass;
    this.api = api;
  }

  @Override
  public void setBeanFactory(BeanFactory beanFactory) {
    this.beanFactory = beanFactory;
  }

  @Override
  @SuppressWarnings("unchecked") // by the bean definition, which names W and api together
  public W getObject() {
    BeanFactory beans = Objects.requireNonNull(beanFactory);
    Definitions definitions = beans.getBean(Definitions.class);
    WorkflowDefinition definition = definitions.workflow(workflowClass).orElseThrow();
    return (W)
        new TypedWorkflows<>(
            definition,
            Objects.requireNonNull(definitions.workflow(definition.type())),
            api,
            beans.getBean(WorkflowClient.class),
            beans.getBean(StubFactory.class));
  }

  @Override
  public Class<?> getObjectType() {
    return Workflows.class;
  }
}
