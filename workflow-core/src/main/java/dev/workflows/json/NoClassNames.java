package dev.workflows.json;

import tools.jackson.core.JsonParser;
import tools.jackson.databind.DatabindContext;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JacksonModule;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.KeyDeserializer;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.jsontype.PolymorphicTypeValidator;
import tools.jackson.databind.module.SimpleModule;

/**
 * Sees to it that data never names a class: not as the subtype of what is declared, not as a value,
 * not as a key. Who looks a class up runs its initialiser, so refusing what was found is too late.
 */
final class NoClassNames {

  private NoClassNames() {}

  /** Refuses every type whose subtypes the data would choose by the name of a class. */
  static PolymorphicTypeValidator validator() {
    return new Validator();
  }

  /** Refuses classes as values and as keys of maps. */
  static JacksonModule module() {
    return new SimpleModule("no-class-names")
        .addDeserializer(Class.class, new NoClass<>(Class.class))
        .addDeserializer(JavaType.class, new NoClass<>(JavaType.class))
        .addKeyDeserializer(Class.class, new NoClassKey());
  }

  private static final class Validator extends PolymorphicTypeValidator {

    private static final long serialVersionUID = 1L;

    @Override
    public Validity validateBaseType(DatabindContext context, JavaType baseType) {
      return context.reportBadDefinition(
          baseType,
          "the data would choose the subtype of %s by the name of a class; name its subtypes with"
                  .formatted(baseType.toCanonical())
              + " @JsonTypeInfo(use = Id.NAME) and @JsonSubTypes");
    }

    @Override
    public Validity validateSubClassName(
        DatabindContext context, JavaType baseType, String className) {
      return Validity.DENIED;
    }

    @Override
    public Validity validateSubType(DatabindContext context, JavaType baseType, JavaType subType) {
      return Validity.DENIED;
    }
  }

  private static final class NoClass<T> extends StdDeserializer<T> {

    NoClass(Class<T> type) {
      super(type);
    }

    @Override
    public T deserialize(JsonParser parser, DeserializationContext context) {
      return context.reportInputMismatch(this, "classes are no data");
    }
  }

  private static final class NoClassKey extends KeyDeserializer {

    @Override
    public Object deserializeKey(String key, DeserializationContext context) {
      return context.reportInputMismatch(Class.class, "classes are no data");
    }
  }
}
