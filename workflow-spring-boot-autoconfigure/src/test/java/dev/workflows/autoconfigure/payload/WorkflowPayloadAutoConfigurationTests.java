package dev.workflows.autoconfigure.payload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workflows.ErrorCode;
import dev.workflows.WorkflowException;
import dev.workflows.engine.TransformingStore;
import dev.workflows.history.Event;
import dev.workflows.history.EventFields;
import dev.workflows.payload.AesGcmTransform;
import dev.workflows.payload.Payload;
import dev.workflows.payload.PayloadContext;
import dev.workflows.payload.PayloadTransform;
import dev.workflows.spi.WorkflowStore;
import dev.workflows.test.InMemoryWorkflowStore;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.core.annotation.Order;

class WorkflowPayloadAutoConfigurationTests {

  private static final String PREFIX = "workflow.payload.";
  private static final String KEY = Base64.getEncoder().encodeToString(new byte[32]);
  private static final UUID RUN = new UUID(1, 2);
  private static final Event EVENT =
      new Event.Marker("note", new Payload('"' + "tea ".repeat(500) + '"'));

  private final InMemoryWorkflowStore store = new InMemoryWorkflowStore(InstantSource.system());
  private final ApplicationContextRunner runner =
      new ApplicationContextRunner()
          .withConfiguration(AutoConfigurations.of(WorkflowPayloadAutoConfiguration.class))
          .withBean(WorkflowStore.class, () -> store);

  @Test
  void leavesTheStoreAloneUnlessSomethingIsConfigured() {
    runner.run(
        context -> {
          assertThat(context).doesNotHaveBean(PayloadTransform.class);
          assertThat(context.getBean(WorkflowStore.class)).isSameAs(store);
        });
  }

  @Test
  void compressesAndEncryptsForEverybodyWhoUsesTheStore() {
    runner
        .withPropertyValues(
            PREFIX + "gzip.threshold=1KB",
            PREFIX + "encryption.key-id=k2",
            PREFIX + "encryption.keys.k1=" + KEY,
            PREFIX + "encryption.keys.k2=" + KEY)
        .run(
            context -> {
              WorkflowStore wrapped = context.getBean(WorkflowStore.class);
              assertThat(wrapped).isInstanceOf(TransformingStore.class);

              wrapped.histories().append(RUN, EVENT);

              assertThat(recordedIn(wrapped)).isEqualTo(EventFields.of(EVENT).payload());
              assertThat(recordedIn(store)).startsWith(" {\"$encoded\":\"gzip aes:k2\"");
            });
  }

  @Test
  void putsTransformsOfTheApplicationWhereTheirOrderSays() {
    runner
        .withPropertyValues(
            PREFIX + "gzip.threshold=1KB",
            PREFIX + "encryption.key-id=k",
            PREFIX + "encryption.keys.k=" + KEY)
        .withUserConfiguration(OwnTransforms.class)
        .run(
            context -> {
              WorkflowStore wrapped = context.getBean(WorkflowStore.class);

              wrapped.histories().append(RUN, EVENT);

              assertThat(recordedIn(wrapped)).isEqualTo(EventFields.of(EVENT).payload());
              assertThat(recordedIn(store)).startsWith(" {\"$encoded\":\"first gzip last aes:k\"");
            });
  }

  @Test
  void leavesEncryptionToTheApplicationThatHasItsOwnKeys() {
    runner
        .withPropertyValues(PREFIX + "encryption.key-id=k", PREFIX + "encryption.keys.k=" + KEY)
        .withBean(
            AesGcmTransform.class, () -> new AesGcmTransform("own", Map.of("own", new byte[32])))
        .run(
            context ->
                assertThat(context.getBean(AesGcmTransform.class).parameter()).isEqualTo("own"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          gzip.threshold=0B                            | workflow.payload.gzip.threshold must be
          encryption.key-id=k                          | Set workflow.payload.encryption.keys.k.
          encryption.keys.k=c2VjcmV0LXNlY3JldC1zZWNyZXQ= | keys.k must be the Base64 of 32 bytes, but is that of 20
          encryption.keys.k=secret-secret-secret       | keys.k must be the Base64 of 32 bytes, but is none
          encryption.keys.k=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA= | Set workflow.payload.encryption.key-id.
          """)
  void refusesWhatCannotWork(String property, String remedy) {
    runner
        .withPropertyValues(PREFIX + property)
        .run(
            context ->
                assertThat(context)
                    .getFailure()
                    .rootCause()
                    .asInstanceOf(InstanceOfAssertFactories.type(WorkflowException.class))
                    .satisfies(
                        e -> {
                          assertThat(e.code()).isEqualTo(ErrorCode.INVALID_CONFIGURATION);
                          assertThat(e)
                              .hasMessageContaining(remedy)
                              .hasMessageNotContaining("secret-secret")
                              .hasMessageNotContaining("c2Vj");
                        }));
  }

  @Test
  void showsNoKeys() {
    assertThat(new WorkflowPayloadProperties.Encryption("k", Map.of("k", KEY)))
        .hasToString("Encryption[keyId=k, keys=[k]]");
  }

  private static String recordedIn(WorkflowStore store) {
    return String.valueOf(
        EventFields.of(store.histories().eventAt(RUN, 1).orElseThrow().event()).payload());
  }

  static class OwnTransforms {

    @Bean
    @Order(-1)
    PayloadTransform before() {
      return new Reversing("first");
    }

    @Bean
    PayloadTransform between() {
      return new Reversing("last");
    }
  }

  /** Turns values round. */
  record Reversing(String name) implements PayloadTransform {

    @Override
    public byte[] encode(byte[] value, PayloadContext context) {
      byte[] reversed = new byte[value.length];
      for (int i = 0; i < value.length; i++) {
        reversed[i] = value[value.length - 1 - i];
      }
      return reversed;
    }

    @Override
    public byte[] decode(byte[] data, String parameter, PayloadContext context) {
      return encode(data, context);
    }
  }
}
