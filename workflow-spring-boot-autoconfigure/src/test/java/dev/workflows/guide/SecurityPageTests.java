package dev.workflows.guide;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workflows.autoconfigure.payload.WorkflowPayloadAutoConfiguration;
import dev.workflows.payload.AesGcmTransform;
import dev.workflows.payload.GzipTransform;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.ByteArrayResource;

class SecurityPageTests {

  private static final Pattern LIMIT =
      Pattern.compile("three times (?:that|`workflow.payload-limit`) and 64 KB");

  @Test
  void everyPropertyOfThePageIsOneOfTheConfiguration() throws IOException {
    String block = Pages.blocks(Pages.ofGuide("security.md"), "yaml").get(0);
    String properties = Pages.read(Pages.ofGuide("configuration.md"));

    List<PropertySource<?>> sources =
        new YamlPropertySourceLoader()
            .load("page", new ByteArrayResource(block.getBytes(StandardCharsets.UTF_8)));

    assertThat(sources).hasSize(1);
    assertThat(((EnumerablePropertySource<?>) sources.get(0)).getPropertyNames())
        .filteredOn(name -> name.startsWith("management.endpoint.workflows."))
        .hasSize(3)
        .allSatisfy(name -> assertThat(properties).contains("| `" + name + "` |"));
  }

  @Test
  void theKeysOfThePageAreKeys() throws IOException {
    String block = Pages.blocks(Pages.ofGuide("security.md"), "yaml").get(1);
    PropertySource<?> source =
        new YamlPropertySourceLoader()
            .load("page", new ByteArrayResource(block.getBytes(StandardCharsets.UTF_8)))
            .get(0);
    String key = Base64.getEncoder().encodeToString(new byte[AesGcmTransform.KEY_BYTES]);

    new ApplicationContextRunner()
        .withConfiguration(AutoConfigurations.of(WorkflowPayloadAutoConfiguration.class))
        .withPropertyValues("PAYLOAD_KEY_2026_11=" + key, "PAYLOAD_KEY_2026_05=" + key)
        .withInitializer(context -> context.getEnvironment().getPropertySources().addLast(source))
        .run(
            context -> {
              assertThat(context).hasSingleBean(GzipTransform.class);
              assertThat(context.getBean(AesGcmTransform.class).parameter()).isEqualTo("2026-11");
            });
  }

  @Test
  void bothPagesTellTheSameLimitOfBodies() {
    assertThat(Pages.read(Pages.ofGuide("security.md"))).containsPattern(LIMIT);
    assertThat(Pages.read(Pages.ofGuide("operations.md"))).containsPattern(LIMIT);
  }
}
