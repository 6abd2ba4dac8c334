package dev.workflows.autoconfigure.activity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.workflows.autoconfigure.WorkflowProperties;
import dev.workflows.definition.ActivityOptions;
import dev.workflows.definition.ActivitySettings;
import dev.workflows.definition.Definitions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.mock.env.MockEnvironment;

class ActivityConfigurationTests {

  private final MockEnvironment environment = new MockEnvironment();

  @ParameterizedTest
  @CsvSource({
    "workflow.activity.overrides.shipping.shipNow.timeout, workflow.activity.overrides.shipping.shipNow.retry.max-attempts",
    "workflow.activity.overrides[shipping.shipNow].timeout, workflow.activity.overrides[shipping.shipNow].retry.maxAttempts",
    "workflow.activity.overrides.shipping.ship-now.timeout, workflow.activity.overrides.shipping.shipnow.retry.maxattempts"
  })
  void findsAnActivityHoweverItsNameIsWritten(String timeout, String attempts) {
    ActivityOptions options =
        settings(Map.of(timeout, "30s", attempts, "7")).overrides().apply("shipping.shipNow");

    assertThat(options)
        .isEqualTo(new ActivityOptions(Duration.ofSeconds(30), 7, null, null, null, null));
  }

  @Test
  void readsAllThatCanBeSet() {
    String prefix = "workflow.activity.overrides.a.b.";
    ActivitySettings settings =
        settings(
            Map.of(
                prefix + "timeout", "PT1M",
                prefix + "max-concurrent", "3",
                prefix + "retry.max-attempts", "2",
                prefix + "retry.initial-interval", "5ms",
                prefix + "retry.multiplier", "1.5",
                prefix + "retry.max-interval", "1h"));

    assertThat(settings.overrides().apply("a.b"))
        .isEqualTo(
            new ActivityOptions(
                Duration.ofMinutes(1), 2, Duration.ofMillis(5), 1.5, Duration.ofHours(1), 3));
    assertThat(settings.overrides().apply("a.c")).isEqualTo(ActivityOptions.NONE);
  }

  @Test
  void readsTheDefaults() {
    ActivitySettings settings =
        settings(
            Map.of(
                "workflow.activity.timeout", "10s",
                "workflow.activity.max-concurrent", "5",
                "workflow.activity.retry.max-attempts", "9",
                "workflow.activity.retry.multiplier", "3"));

    assertThat(settings.defaults())
        .isEqualTo(new ActivityOptions(Duration.ofSeconds(10), 9, null, 3.0, null, 5));
  }

  @ParameterizedTest
  @CsvSource({"30s, PT30S", "500ms, PT0.5S", "PT2H, PT2H", "${wait}, PT7S", "250, PT0.25S"})
  void readsTheDurationsOfAnnotations(String text, Duration expected) {
    environment.setProperty("wait", "7s");

    assertThat(settings(Map.of()).durations().apply(text)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"soon", "${missing}"})
  void refusesTextThatIsNoDuration(String text) {
    assertThatThrownBy(() -> settings(Map.of()).durations().apply(text))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "a.b.timeuot, 3s, it sets nothing that is known",
    "timeout, 3s, it sets nothing that is known",
    "a.b.timeout, soon, its value cannot be read",
    "a.b.retry.max-attempts, many, its value cannot be read"
  })
  void refusesWhatCannotBeRead(String key, String value, String fact) {
    assertThatThrownBy(() -> settings(Map.of("workflow.activity.overrides." + key, value)))
        .hasMessageStartingWith("[WF-302] The property 'workflow.activity.overrides." + key)
        .hasMessageContaining(fact);
  }

  @Test
  void tellsWhichOverridesAreOfNoActivity() {
    ActivityConfiguration configuration =
        configuration(Map.of("workflow.activity.overrides.shiping.ship.timeout", "3s"));

    assertThat(configuration.unused(new Definitions(List.of(), List.of())))
        .containsExactly("shiping.ship");
  }

  private ActivitySettings settings(Map<String, String> properties) {
    return configuration(properties).settings();
  }

  private ActivityConfiguration configuration(Map<String, String> properties) {
    WorkflowProperties bound =
        new Binder(new MapConfigurationPropertySource(properties))
            .bindOrCreate("workflow", WorkflowProperties.class);
    return new ActivityConfiguration(bound.activity(), environment);
  }
}
