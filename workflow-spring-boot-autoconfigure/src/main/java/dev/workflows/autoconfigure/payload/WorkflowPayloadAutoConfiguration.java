package dev.workflows.autoconfigure.payload;

import dev.workflows.payload.AesGcmTransform;
import dev.workflows.payload.GzipTransform;
import dev.workflows.payload.PayloadTransform;
import java.util.Objects;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.util.unit.DataSize;

/** Auto-configuration for what values go through on their way to the tables. */
@AutoConfiguration
@EnableConfigurationProperties(WorkflowPayloadProperties.class)
public final class WorkflowPayloadAutoConfiguration {

  /** Before encryption: what is encrypted cannot be compressed. */
  @Bean
  @Order(0)
  @ConditionalOnMissingBean
  @ConditionalOnProperty("workflow.payload.gzip.threshold")
  GzipTransform workflowGzipTransform(WorkflowPayloadProperties properties) {
    DataSize threshold = Objects.requireNonNull(properties.gzip().threshold());
    return new GzipTransform((int) threshold.toBytes());
  }

  /** Last. */
  @Bean
  @Order(Ordered.LOWEST_PRECEDENCE)
  @ConditionalOnMissingBean
  @ConditionalOnProperty("workflow.payload.encryption.key-id")
  AesGcmTransform workflowEncryption(WorkflowPayloadProperties properties) {
    WorkflowPayloadProperties.Encryption encryption = properties.encryption();
    return new AesGcmTransform(Objects.requireNonNull(encryption.keyId()), encryption.ring());
  }

  @Bean
  static TransformingStores workflowTransformingStores(
      ObjectProvider<PayloadTransform> transforms) {
    return new TransformingStores(transforms);
  }
}
