package dev.workflows.autoconfigure.payload;

import dev.workflows.engine.TransformingStore;
import dev.workflows.payload.PayloadTransform;
import dev.workflows.spi.WorkflowStore;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;

/** Puts the transforms around the store, whoever made it: all its users see the same values. */
final class TransformingStores implements BeanPostProcessor {

  private final ObjectProvider<PayloadTransform> transforms;

  TransformingStores(ObjectProvider<PayloadTransform> transforms) {
    this.transforms = transforms;
  }

  @Override
  public Object postProcessAfterInitialization(Object bean, String beanName) {
    return bean instanceof WorkflowStore store
        ? TransformingStore.of(store, transforms.orderedStream().toList())
        : bean;
  }
}
