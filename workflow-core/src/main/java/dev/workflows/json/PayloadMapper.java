package dev.workflows.json;

import dev.workflows.payload.JsonValue;
import java.util.Collection;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamWriteConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JacksonModule;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The one mapper payloads are written and read with. Everything that decides what the text looks
 * like is said here, also where it is the library's default today: recorded text must stay readable
 * when the defaults change.
 */
final class PayloadMapper {

  private static final int MAX_DEPTH = 200;
  private static final int MAX_NUMBER_LENGTH = 1_000;
  private static final int MAX_STRING_LENGTH = 20_000_000;
  private static final int MAX_NAME_LENGTH = 10_000;

  private PayloadMapper() {}

  static JsonMapper create(
      Collection<? extends JacksonModule> modules, JsonValue.Reader laterReader) {
    JsonMapper.Builder builder = JsonMapper.builder(boundedFactory());
    shape(builder);
    tolerance(builder);
    return builder
        .polymorphicTypeValidator(NoClassNames.validator())
        .addModule(NoClassNames.module())
        .addModule(JsonValues.module(laterReader))
        .addModules(modules.stream().map(JacksonModule.class::cast).toList())
        .build();
  }

  private static JsonFactory boundedFactory() {
    return JsonFactory.builder()
        .streamReadConstraints(
            StreamReadConstraints.builder()
                .maxNestingDepth(MAX_DEPTH)
                .maxNumberLength(MAX_NUMBER_LENGTH)
                .maxStringLength(MAX_STRING_LENGTH)
                .maxNameLength(MAX_NAME_LENGTH)
                .build())
        .streamWriteConstraints(StreamWriteConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
        .build();
  }

  /** What the text looks like: properties in one order, times as ISO text, enums by name. */
  private static void shape(JsonMapper.Builder builder) {
    builder
        .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
        .enable(MapperFeature.INFER_RECORD_GETTERS_FROM_COMPONENTS_ONLY)
        .enable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
        .disable(SerializationFeature.INDENT_OUTPUT)
        .disable(DateTimeFeature.WRITE_DATES_AS_TIMESTAMPS)
        .disable(DateTimeFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
        .enable(DateTimeFeature.WRITE_DATES_WITH_ZONE_ID)
        .disable(DateTimeFeature.ADJUST_DATES_TO_CONTEXT_TIME_ZONE)
        .disable(DateTimeFeature.NORMALIZE_DESERIALIZED_ZONE_ID)
        .disable(EnumFeature.WRITE_ENUMS_USING_TO_STRING)
        .disable(EnumFeature.READ_ENUMS_USING_TO_STRING);
  }

  /**
   * What is read although the type has changed since (properties that came or went), and what is
   * not: a value that would silently become another one.
   */
  private static void tolerance(JsonMapper.Builder builder) {
    builder
        .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
        .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
        .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
        .enable(EnumFeature.FAIL_ON_NUMBERS_FOR_ENUMS);
  }
}
