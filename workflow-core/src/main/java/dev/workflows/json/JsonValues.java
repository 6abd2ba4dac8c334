package dev.workflows.json;

import dev.workflows.payload.JsonValue;
import dev.workflows.payload.Payload;
import java.io.StringWriter;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JacksonModule;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;

/** Writes values of any class into the JSON around them, and reads them as the JSON they are. */
final class JsonValues {

  private JsonValues() {}

  static JacksonModule module(JsonValue.Reader reader) {
    return new SimpleModule("json-values")
        .addSerializer(JsonValue.class, new Writer())
        .addDeserializer(JsonValue.class, new Keeper(reader));
  }

  private static final class Writer extends StdSerializer<JsonValue> {

    Writer() {
      super(JsonValue.class);
    }

    @Override
    public void serialize(JsonValue value, JsonGenerator to, SerializationContext context) {
      Payload stored = value.stored();
      Object made = value.made();
      if (stored != null) {
        to.writeRawValue(stored.json());
      } else if (made == null) {
        to.writeNull();
      } else {
        context.findTypedValueSerializer(made.getClass(), true).serialize(made, to, context);
      }
    }
  }

  private static final class Keeper extends StdDeserializer<JsonValue> {

    private final JsonValue.Reader reader;

    Keeper(JsonValue.Reader reader) {
      super(JsonValue.class);
      this.reader = reader;
    }

    /** Token by token, so that numbers stay exactly as they are. */
    @Override
    public JsonValue deserialize(JsonParser from, DeserializationContext context) {
      StringWriter text = new StringWriter();
      try (JsonGenerator copy =
          context.tokenStreamFactory().createGenerator(ObjectWriteContext.empty(), text)) {
        copy.copyCurrentStructureExact(from);
      }
      return JsonValue.stored(new Payload(Surrogates.escapeUnpaired(text.toString())), reader);
    }
  }
}
