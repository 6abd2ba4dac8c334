package dev.workflows.autoconfigure.registration;

import dev.workflows.definition.Definitions;
import dev.workflows.definition.WorkflowDefinition;
import dev.workflows.engine.ChildStubs;
import dev.workflows.replay.RunScope;
import dev.workflows.spi.StubFactory;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.BeanFactoryAware;
import org.springframework.beans.factory.FactoryBean;

/**
 * Makes what stands for a workflow class where another workflow takes it, to call it as a child.
 */
final class WorkflowStubFactoryBean implements FactoryBean<Object>, BeanFactoryAware {

  private final Class<?> workflowClass;
  private @Nullable BeanFactory beanFactory;

  WorkflowStubFactoryBean(Class<?> workflowClass) {
    this.workflowClass = workflowClass;
  }

  @Override
  public void setBeanFactory(BeanFactory beanFactory) {
    this.beanFactory = beanFactory;
  }

  @Override
  public Object getObject() {
    BeanFactory beans = Objects.requireNonNull(beanFactory);
    WorkflowDefinition definition =
        beans.getBean(Definitions.class).workflow(workflowClass).orElseThrow();
    return ChildStubs.stub(
        definition, beans.getBean(StubFactory.class), beans.getBean(RunScope.class));
  }

  @Override
  public Class<?> getObjectType() {
    return workflowClass;
  }
}
