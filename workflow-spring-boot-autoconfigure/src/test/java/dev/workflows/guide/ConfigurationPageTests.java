package dev.workflows.guide;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ConfigurationPageTests {

  private static final Pattern ROW = Pattern.compile("(?m)^\\| `([a-z.-]+)` \\|");
  private static final Pattern OURS =
      Pattern.compile("workflow\\..*|management\\.(endpoint\\.workflows|health\\.workflow)\\..*");

  @Test
  void thePageListsEveryPropertyAndNoOther() throws IOException {
    Set<String> listed =
        ROW.matcher(Pages.read(Pages.ofGuide("configuration.md")))
            .results()
            .map(row -> row.group(1))
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(listed).isEqualTo(properties());
  }

  private static Set<String> properties() throws IOException {
    Set<String> names = new TreeSet<>();
    for (URL metadata :
        Collections.list(
            ConfigurationPageTests.class
                .getClassLoader()
                .getResources("META-INF/spring-configuration-metadata.json"))) {
      try (InputStream json = metadata.openStream()) {
        for (JsonNode property : JsonMapper.shared().readTree(json).path("properties")) {
          names.add(property.path("name").asString());
        }
      }
    }
    names.removeIf(name -> !OURS.matcher(name).matches());
    return names;
  }
}
