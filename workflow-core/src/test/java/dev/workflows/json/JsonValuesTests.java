package dev.workflows.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.workflows.payload.JsonValue;
import dev.workflows.payload.Payload;
import dev.workflows.payload.PayloadException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Parts of a value whose type only their reader knows. */
class JsonValuesTests {

  private final JacksonPayloadCodec codec = new JacksonPayloadCodec();

  record Holder(String name, @Nullable JsonValue value) {}

  record Price(BigDecimal amount, Instant since) {}

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME)
  @JsonSubTypes(@JsonSubTypes.Type(value = Circle.class, name = "circle"))
  interface Shape {}

  record Circle(double radius) implements Shape {}

  private Holder stored(Object value) {
    Payload payload = codec.encode(new Holder("n", JsonValue.of(value)), Holder.class);
    return (Holder) Objects.requireNonNull(codec.decode(payload, Holder.class));
  }

  private static JsonValue value(Holder holder) {
    return Objects.requireNonNull(holder.value());
  }

  @Test
  void isWrittenAsWhatItIsAndReadAsWhatIsAskedFor() {
    Price price = new Price(new BigDecimal("12345678901234567890.10"), Instant.EPOCH);

    JsonValue read = value(stored(price));

    assertThat(read.stored())
        .isEqualTo(
            new Payload("{\"amount\":12345678901234567890.10,\"since\":\"1970-01-01T00:00:00Z\"}"));
    assertThat(read.as(Price.class)).isEqualTo(price);
    assertThat(read.made()).isNull();
  }

  @Test
  void isWrittenAgainAsItWasRead() {
    Holder first = stored(List.of("a", "\ud800"));

    Payload again = codec.encode(first, Holder.class);

    assertThat(again)
        .isEqualTo(new Payload("{\"name\":\"n\",\"value\":[\"a\",\"\\ud800\"]}"))
        .isEqualTo(codec.encode(stored(List.of("a", "\ud800")), Holder.class));
  }

  @Test
  void keepsTheNameOfASubtype() {
    assertThat(value(stored(new Circle(2))).as(Shape.class)).isEqualTo(new Circle(2));
  }

  @Test
  void mayBeAbsent() {
    assertThat(codec.decode(new Payload("{\"name\":\"n\",\"value\":null}"), Holder.class))
        .isEqualTo(new Holder("n", null));
  }

  @Test
  void isRefusedAsAnotherType() {
    JsonValue text = value(stored("text"));

    assertThatExceptionOfType(PayloadException.class).isThrownBy(() -> text.as(Price.class));
    assertThatExceptionOfType(PayloadException.class)
        .isThrownBy(() -> JsonValue.of("text").as(int.class))
        .withMessageContaining("java.lang.String where a int");
  }

  @Test
  void isItselfBeforeItIsStored() {
    assertThat(JsonValue.of(7).as(int.class)).isEqualTo(7);
    assertThat(JsonValue.of(7)).isEqualTo(JsonValue.of(7)).hasSameHashCodeAs(JsonValue.of(7));
    assertThat(JsonValue.of(7)).isNotEqualTo(value(stored(7))).hasToString("JsonValue");
  }

  @Test
  void nothingSpeaksAgainstIt() {
    assertThat(codec.objectionTo(Holder.class)).isNull();
  }
}
