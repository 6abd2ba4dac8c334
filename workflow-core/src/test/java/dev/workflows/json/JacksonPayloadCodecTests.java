package dev.workflows.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.workflows.payload.Payload;
import dev.workflows.payload.PayloadException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class JacksonPayloadCodecTests {

  private final JacksonPayloadCodec codec = new JacksonPayloadCodec();

  enum Size {
    SMALL,
    LARGE;

    @Override
    public String toString() {
      return "size " + ordinal();
    }
  }

  record Line(String sku, int quantity) {
    public boolean isFree() {
      return quantity == 0;
    }
  }

  record Order(String id, List<Line> lines, BigDecimal amount, Optional<String> note, Size size) {}

  record Empty() {}

  record Picky(int value) {
    Picky {
      if (value < 0) {
        throw new IllegalArgumentException("secret " + value);
      }
    }
  }

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME)
  @JsonSubTypes({
    @JsonSubTypes.Type(value = Circle.class, name = "circle"),
    @JsonSubTypes.Type(value = Square.class, name = "square")
  })
  sealed interface Shape {}

  record Circle(double radius) implements Shape {}

  record Square(double side) implements Shape {}

  record Drawing(List<Shape> shapes) {}

  @JsonTypeInfo(use = JsonTypeInfo.Id.CLASS)
  interface ByClassName {}

  static final class Gadget implements ByClassName {
    static boolean made;

    Gadget() {
      made = true;
    }
  }

  static Stream<Object> values() {
    return Stream.of(
        "text with \u0000, \" and \uD83D\uDE00",
        "half a \uD83D character",
        42,
        Long.MIN_VALUE,
        1.5,
        Double.NaN,
        true,
        'c',
        new BigDecimal("19.90"),
        new BigDecimal("12345678901234567890.123456789012345678901234567890"),
        UUID.randomUUID(),
        Size.LARGE,
        new byte[] {1, -1},
        Instant.parse("2026-01-02T03:04:05.123456789Z"),
        Duration.ofMillis(90_061_001),
        LocalDate.of(2024, 2, 29),
        OffsetDateTime.parse("2026-01-02T03:04:05+05:30"),
        ZonedDateTime.parse("2026-01-02T03:04:05+01:00[Europe/Berlin]"),
        ZonedDateTime.parse("2026-01-02T03:04:05Z[UTC]"),
        new Empty(),
        new Order(
            "o-1",
            List.of(new Line("tea", 2)),
            new BigDecimal("19.90"),
            Optional.of("quick"),
            Size.SMALL),
        new Order("o-2", List.of(), BigDecimal.ZERO, Optional.empty(), Size.SMALL));
  }

  @ParameterizedTest
  @MethodSource("values")
  void returnsWhatItWasGiven(Object value) {
    Payload payload = Objects.requireNonNull(codec.encode(value, value.getClass()));

    assertThat(codec.decode(payload, value.getClass())).isEqualTo(value);
    assertThat(codec.objectionTo(value.getClass())).isNull();
  }

  @Test
  void writesTimesAsIsoTextAndEnumsByName() {
    assertThat(json(Instant.parse("2026-01-02T03:04:05Z"))).isEqualTo("\"2026-01-02T03:04:05Z\"");
    assertThat(json(Duration.ofSeconds(90))).isEqualTo("\"PT1M30S\"");
    assertThat(json(Size.SMALL)).isEqualTo("\"SMALL\"");
  }

  @Test
  void writesThePropertiesInOneOrderAndNoDerivedOnes() {
    assertThat(json(new Line("tea", 2))).isEqualTo("{\"sku\":\"tea\",\"quantity\":2}");
  }

  @Test
  void keepsTheOrderOfMaps() {
    Map<String, Integer> menu = new LinkedHashMap<>();
    menu.put("z", 1);
    menu.put("a", 2);
    Type type = generic(Map.class, String.class, Integer.class);

    Payload payload = Objects.requireNonNull(codec.encode(menu, type));

    assertThat(payload.json()).isEqualTo("{\"z\":1,\"a\":2}");
    assertThat((Map<?, ?>) codec.decode(payload, type)).isEqualTo(menu);
  }

  @Test
  void storesHalfACharacterAsAnEscape() {
    assertThat(json("a\uD83Db\uDE00\uD83D\uDE00")).isEqualTo("\"a\\ud83db\\ude00\uD83D\uDE00\"");
  }

  @Test
  void readsSubtypesByTheirRegisteredNames() {
    Drawing drawing = new Drawing(List.of(new Circle(1), new Square(2)));

    Payload payload = Objects.requireNonNull(codec.encode(drawing, Drawing.class));

    assertThat(payload.json()).contains("\"@type\":\"circle\"");
    assertThat(codec.decode(payload, Drawing.class)).isEqualTo(drawing);
    assertThat(codec.objectionTo(Drawing.class)).isNull();
  }

  @Test
  void writesAListOfADeclaredInterfaceWithItsNames() {
    Type type = generic(List.class, Shape.class);

    Payload payload = codec.encode(List.of(new Circle(1)), type);

    assertThat(codec.decode(payload, type)).isEqualTo(List.of(new Circle(1)));
  }

  @Test
  void makesNoObjectOfAClassTheDataNames() {
    String json = "{\"@class\":\"" + Gadget.class.getName() + "\"}";

    assertThatThrownBy(() -> codec.decode(new Payload(json), ByClassName.class))
        .isInstanceOf(PayloadException.class);
    assertThat(Gadget.made).isFalse();
    assertThat(codec.objectionTo(ByClassName.class)).isNotNull();
  }

  @Test
  void ignoresPropertiesThatWentAndDefaultsThoseThatCame() {
    assertThat(codec.decode(new Payload("{\"sku\":\"tea\",\"colour\":\"green\"}"), Line.class))
        .isEqualTo(new Line("tea", 0));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"sku\":\"tea\",\"quantity\":\"2\"}",
        "{\"sku\":\"tea\",\"quantity\":1.5}",
        "{\"sku\":\"tea\",\"quantity\":99999999999}",
        "{\"sku\":[],\"quantity\":1}",
        "[]",
        "7",
        "\"tea\"",
        "{\"sku\":\"tea\"} {}",
        "{\"sku\"",
        "",
        "tea"
      })
  void refusesWhatDoesNotFit(String json) {
    assertThatThrownBy(() -> codec.decode(new Payload(json), Line.class))
        .isInstanceOf(PayloadException.class)
        .hasMessageStartingWith("[WF-208]");
  }

  @Test
  void namesTheTypeAndThePlaceButNeverTheValue() {
    String json = "{\"lines\":[{\"sku\":\"tea\"},{\"quantity\":\"secret\"}]}";

    assertThatThrownBy(() -> codec.decode(new Payload(json), Order.class))
        .hasMessageContaining(Order.class.getName())
        .hasMessageContaining("$.lines[1].quantity")
        .hasMessageContaining("should be int")
        .satisfies(e -> assertThat(e.getCause()).isNull())
        .hasMessageNotContaining("secret");
    assertThatThrownBy(() -> codec.decode(new Payload("{\"value\":-7}"), Picky.class))
        .hasMessageContaining("java.lang.IllegalArgumentException")
        .hasMessageNotContaining("secret");
    assertThatThrownBy(() -> codec.decode(new Payload("{\"sku\": secret}"), Line.class))
        .hasMessageContaining("line 1")
        .hasMessageNotContaining("secret");
    assertThatThrownBy(() -> codec.decode(new Payload("\"secret\""), Size.class))
        .hasMessageNotContaining("secret");
  }

  @Test
  void refusesTextMadeToHurt() {
    String deep = "[".repeat(100_000);
    String number = "1".repeat(10_000_000);

    assertThatThrownBy(() -> codec.decode(new Payload(deep), generic(List.class, Line.class)))
        .isInstanceOf(PayloadException.class);
    assertThatThrownBy(() -> codec.decode(new Payload(number), BigDecimal.class))
        .isInstanceOf(PayloadException.class);
    assertThatThrownBy(
            () ->
                codec.decode(
                    new Payload("{\"x\":" + deep), generic(Map.class, String.class, Object.class)))
        .isInstanceOf(PayloadException.class);
  }

  @Test
  void refusesValuesThatCannotBeWritten() {
    Map<String, Object> circle = new LinkedHashMap<>();
    circle.put("self", circle);

    assertThatThrownBy(() -> codec.encode(circle, generic(Map.class, String.class, Object.class)))
        .isInstanceOf(PayloadException.class);
    assertThatThrownBy(() -> codec.encode(5L, int.class))
        .isInstanceOf(PayloadException.class)
        .hasMessageContaining("java.lang.Long")
        .hasMessageContaining("int");
  }

  @Test
  void treatsNoValueAsNoPayload() {
    assertThat(codec.encode(null, String.class)).isNull();
    assertThat(codec.decode(null, String.class)).isNull();
    assertThat(codec.decode(null, void.class)).isNull();
    assertThatThrownBy(() -> codec.decode(null, int.class)).isInstanceOf(PayloadException.class);
    assertThatThrownBy(() -> codec.decode(new Payload("null"), int.class))
        .isInstanceOf(PayloadException.class);
  }

  @Test
  void writesOneArgumentAsItselfAndSeveralAsAnArray() {
    List<Type> two = List.of(String.class, generic(List.class, Line.class));

    assertThat(codec.encodeArguments(List.of(), new Object[0])).isNull();
    assertThat(codec.encodeArguments(List.of(String.class), new Object[] {"a"}))
        .isEqualTo(new Payload("\"a\""));
    assertThat(codec.encodeArguments(two, new Object[] {"a", List.of(new Line("tea", 2))}))
        .isEqualTo(new Payload("[\"a\",[{\"sku\":\"tea\",\"quantity\":2}]]"));
    assertThat(codec.encodeArguments(two, new @Nullable Object[] {null, null}))
        .isEqualTo(new Payload("[null,null]"));
  }

  @Test
  void readsArgumentsAsTheyWereWritten() {
    List<Type> types = List.of(String.class, generic(List.class, Line.class), int.class);
    @Nullable Object[] arguments = {null, Arrays.asList(new Line("tea", 2), null), 7};

    Payload payload = codec.encodeArguments(types, arguments);

    assertThat(codec.decodeArguments(payload, types)).isEqualTo(arguments);
    assertThat(codec.decodeArguments(null, List.of())).isEmpty();
    assertThat(codec.decodeArguments(null, List.of(String.class))).containsExactly((Object) null);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"[1]", "[1,2,3]", "{}", "1", "[1,2] 3", "[1,", "[1,\"2\"]", "[1,null]", ""})
  void refusesArgumentsThatDoNotFit(String json) {
    assertThatThrownBy(
            () -> codec.decodeArguments(new Payload(json), List.of(int.class, int.class)))
        .isInstanceOf(PayloadException.class);
  }

  @Test
  void namesTheArgumentThatDoesNotFit() {
    assertThatThrownBy(
            () ->
                codec.decodeArguments(
                    new Payload("[1,{\"quantity\":\"x\"}]"), List.of(int.class, Line.class)))
        .hasMessageContaining("$[1].quantity");
  }

  @Test
  void refusesAnArgumentWhereNoneIsExpected() {
    assertThatThrownBy(() -> codec.decodeArguments(new Payload("1"), List.of()))
        .isInstanceOf(PayloadException.class);
    assertThatThrownBy(() -> codec.encodeArguments(List.of(), new Object[] {1}))
        .isInstanceOf(PayloadException.class);
    assertThat(codec.decodeArguments(new Payload("null"), List.of())).isEmpty();
  }

  @Test
  void writesEqualValuesEqually() {
    Order order =
        new Order("o", List.of(new Line("a", 1)), BigDecimal.TEN, Optional.empty(), Size.SMALL);

    assertThat(new JacksonPayloadCodec().encode(order, Order.class))
        .isEqualTo(codec.encode(order, Order.class));
    assertThat(Set.of(json(order))).hasSize(1);
  }

  private String json(Object value) {
    return Objects.requireNonNull(codec.encode(value, value.getClass())).json();
  }

  static Type generic(Class<?> raw, Type... arguments) {
    return new ParameterizedType() {
      @Override
      public Type[] getActualTypeArguments() {
        return arguments;
      }

      @Override
      public Type getRawType() {
        return raw;
      }

      @Override
      public @Nullable Type getOwnerType() {
        return null;
      }
    };
  }
}
