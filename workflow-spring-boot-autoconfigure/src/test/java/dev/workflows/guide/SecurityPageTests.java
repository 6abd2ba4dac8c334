package dev.workflows.guide;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.boot.env.YamlPropertySourceLoader;
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
  void bothPagesTellTheSameLimitOfBodies() {
    assertThat(Pages.read(Pages.ofGuide("security.md"))).containsPattern(LIMIT);
    assertThat(Pages.read(Pages.ofGuide("operations.md"))).containsPattern(LIMIT);
  }
}
