package dev.workflows.autoconfigure.activity;

import dev.workflows.ErrorCode;
import dev.workflows.WorkflowException;
import dev.workflows.autoconfigure.WorkflowProperties;
import dev.workflows.definition.ActivityOptions;
import dev.workflows.definition.ActivitySettings;
import dev.workflows.definition.Definitions;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.core.env.PropertyResolver;

/**
 * Reads {@code workflow.activity}. The overrides arrive as flat keys, {@code
 * shipping.ship.retry.max-attempts}, because an activity's name has dots itself; names match
 * without regard to case, dashes and underscores, as property names do.
 */
public final class ActivityConfiguration {

  private static final String PREFIX = "workflow.activity.overrides.";

  /** What the last part of a key sets. */
  private static final Map<String, Function<String, ActivityOptions>> KEYS =
      Map.of(
          "timeout",
          text -> new ActivityOptions(duration(text), null, null, null, null, null),
          "retry.max-attempts",
          text -> new ActivityOptions(null, Integer.valueOf(text), null, null, null, null),
          "retry.initial-interval",
          text -> new ActivityOptions(null, null, duration(text), null, null, null),
          "retry.multiplier",
          text -> new ActivityOptions(null, null, null, Double.valueOf(text), null, null),
          "retry.max-interval",
          text -> new ActivityOptions(null, null, null, null, duration(text), null),
          "max-concurrent",
          text -> new ActivityOptions(null, null, null, null, null, Integer.valueOf(text)));

  private final WorkflowProperties.Activity properties;
  private final PropertyResolver placeholders;
  private final Map<String, ActivityOptions> overrides = new LinkedHashMap<>();

  /**
   * Reads the overrides.
   *
   * @param placeholders resolves what annotations refer to
   * @throws WorkflowException if one cannot be read
   */
  public ActivityConfiguration(
      WorkflowProperties.Activity properties, PropertyResolver placeholders) {
    this.properties = properties;
    this.placeholders = placeholders;
    properties.overrides().forEach(this::addOverride);
  }

  /** What the reader of annotations needs. */
  public ActivitySettings settings() {
    WorkflowProperties.Retry retry = properties.retry();
    ActivityOptions defaults =
        new ActivityOptions(
            properties.timeout(),
            retry.maxAttempts(),
            retry.initialInterval(),
            retry.multiplier(),
            retry.maxInterval(),
            properties.maxConcurrent());
    return new ActivitySettings(
        defaults,
        name -> overrides.getOrDefault(uniform(name), ActivityOptions.NONE),
        text -> duration(placeholders.resolveRequiredPlaceholders(text)));
  }

  /** The overrides of activities that are not there; most likely misspelt. */
  public Set<String> unused(Definitions definitions) {
    Set<String> known =
        definitions.activities().stream().map(a -> uniform(a.name())).collect(Collectors.toSet());
    Set<String> unused = new TreeSet<>(overrides.keySet());
    unused.removeAll(known);
    return unused;
  }

  private void addOverride(String key, String value) {
    String uniformKey = uniform(key);
    for (Entry<String, Function<String, ActivityOptions>> known : KEYS.entrySet()) {
      String suffix = "." + uniform(known.getKey());
      if (uniformKey.endsWith(suffix)) {
        String name = uniformKey.substring(0, uniformKey.length() - suffix.length());
        overrides.merge(name, read(key, value, known.getValue()), ActivityOptions::orElse);
        return;
      }
    }
    throw invalid(key, "it sets nothing that is known. Use one of " + new TreeSet<>(KEYS.keySet()));
  }

  private static ActivityOptions read(
      String key, String value, Function<String, ActivityOptions> reader) {
    ActivityOptions options;
    try {
      options = reader.apply(value);
    } catch (IllegalArgumentException e) {
      throw invalid(key, "its value cannot be read: " + e.getMessage());
    }
    if (isOutOfRange(options)) {
      throw invalid(key, "its value is too small");
    }
    return options;
  }

  private static boolean isOutOfRange(ActivityOptions options) {
    return isNegative(options.timeout())
        || isNegative(options.initialInterval())
        || isNegative(options.maxInterval())
        || isLessThanOne(options.maxAttempts())
        || isLessThanOne(options.multiplier())
        || isLessThanOne(options.maxConcurrent());
  }

  private static boolean isNegative(@Nullable Duration duration) {
    return duration != null && duration.isNegative();
  }

  private static boolean isLessThanOne(@Nullable Number number) {
    return number != null && !(number.doubleValue() >= 1);
  }

  private static Duration duration(String text) {
    return DurationStyle.detectAndParse(text.strip());
  }

  private static String uniform(String name) {
    return name.toLowerCase(Locale.ROOT).replace("-", "").replace("_", "");
  }

  private static WorkflowException invalid(String key, String why) {
    return new WorkflowException(
        ErrorCode.INVALID_CONFIGURATION,
        "The property '%s%s' cannot be used: %s.".formatted(PREFIX, key, why));
  }
}
