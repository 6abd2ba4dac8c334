package dev.workflows.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.workflows.ErrorCode;
import dev.workflows.InvalidRequestException;
import dev.workflows.definition.HandlerDefinition;
import dev.workflows.json.JacksonPayloadCodec;
import dev.workflows.payload.Payload;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What callers give is checked before anything is written, and told without showing values. */
class InputsTests {

  record Payment(int amount, String card) {}

  interface Handlers {
    void none();

    void one(Payment payment);

    void two(String name, List<Integer> numbers);
  }

  private List<String> complaints = List.of();
  private final Inputs inputs =
      new Inputs(new JacksonPayloadCodec(), (method, arguments) -> complaints, 1_000);

  @Test
  void refusesWhatTheValidatorComplainsAbout() {
    complaints = List.of("payment.amount must be positive", "two\nlines");

    refused(
            ErrorCode.REFUSED_ARGUMENT,
            () -> inputs.encode(handler("one"), new Object[] {new Payment(1, "card")}))
        .hasMessage(
            "[WF-216] 'one' refuses its arguments: payment.amount must be positive; two?lines.");
  }

  // ---- ids

  @Test
  void acceptsIdsOfAnyPrintableText() {
    for (String id : List.of("a", " ", "größe/❤ 17", "x".repeat(255), "\uD83D\uDE00")) {
      assertThat(Inputs.id("The workflow id", id)).isEqualTo(id);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "a\nb", "nul\u0000", "\u0085", "\u007F", "half a \uD83D", "other half \uDE00"})
  void refusesIdsThatAreEmptyOrNotPrintable(String id) {
    refused(ErrorCode.INVALID_ID, () -> Inputs.id("The workflow id", id));
  }

  @Test
  void refusesIdsThatAreTooLong() {
    refused(ErrorCode.INVALID_ID, () -> Inputs.id("The message id", "x".repeat(256)))
        .hasMessage(
            "[WF-206] The message id must have 1 to 255 characters, all of them printable, but has"
                + " 256.");
  }

  // ---- durations

  @Test
  void acceptsDurationsFromZeroToACentury() {
    assertThat(Inputs.notNegative("The delay", Duration.ZERO)).isZero();
    assertThat(Inputs.notNegative("The delay", Duration.ofDays(36_500))).hasDays(36_500);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-PT0.000000001S", "PT-1H", "P36500DT1S", "PT9223372036854775807S"})
  void refusesOtherDurations(String duration) {
    refused(
        ErrorCode.INVALID_ARGUMENT,
        () -> Inputs.notNegative("The delay", Duration.parse(duration)));
  }

  // ---- handlers

  @Test
  void tellsWhichHandlersThereAre() {
    Map<String, HandlerDefinition> known = Map.of("paid", handler("one"), "abort", handler("none"));

    assertThat(Inputs.handler(ErrorCode.UNKNOWN_SIGNAL, "signal", "paid", known))
        .isEqualTo(handler("one"));
    refused(
            ErrorCode.UNKNOWN_SIGNAL,
            () -> Inputs.handler(ErrorCode.UNKNOWN_SIGNAL, "signal", "pa\nid", known))
        .hasMessage("[WF-209] There is no signal 'pa?id'; known are [abort, paid].");
  }

  // ---- values

  @Test
  void writesArgumentsAsOnePayload() {
    assertThat(inputs.encode(handler("none"), new Object[0])).isNull();
    assertThat(inputs.encode(handler("one"), new Object[] {new Payment(19, null)}))
        .isEqualTo(new Payload("{\"amount\":19,\"card\":null}"));
    assertThat(inputs.encode(handler("two"), new Object[] {"a", List.of(1, 2)}))
        .isEqualTo(new Payload("[\"a\",[1,2]]"));
  }

  @Test
  void refusesAnotherNumberOfArguments() {
    refused(ErrorCode.INVALID_PAYLOAD, () -> inputs.encode(handler("two"), new Object[] {"a"}))
        .hasMessageContaining("'two' takes 2 argument(s), but 1 were given");
  }

  @Test
  void refusesArgumentsOfAnotherType() {
    refused(
        ErrorCode.INVALID_PAYLOAD, () -> inputs.encode(handler("one"), new Object[] {"a payment"}));
  }

  @Test
  void refusesArgumentsOverTheLimit() {
    refused(
            ErrorCode.PAYLOAD_TOO_LARGE,
            () -> inputs.encode(handler("one"), new Object[] {new Payment(1, "ü".repeat(500))}))
        .hasMessageContaining("'one'")
        .hasMessageContaining("limit of 1000");
  }

  @Test
  void storesJsonAsTheCodecWritesIt() {
    assertThat(inputs.parse(handler("one"), " {\"card\" : \"x\", \"amount\":1, \"more\":true} "))
        .isEqualTo(new Payload("{\"amount\":1,\"card\":\"x\"}"));
    assertThat(inputs.parse(handler("two"), "[\"a\", []]")).isEqualTo(new Payload("[\"a\",[]]"));
    assertThat(inputs.parse(handler("none"), null)).isNull();
    assertThat(inputs.parse(handler("none"), "  ")).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{", "secret", "[1]", "\"secret\"", "{\"amount\":\"secret\"}", "{} {}", "1.5"})
  void refusesJsonThatDoesNotFitAndDoesNotShowIt(String json) {
    refused(ErrorCode.INVALID_PAYLOAD, () -> inputs.parse(handler("one"), json))
        .hasMessageNotContaining("secret");
  }

  @ParameterizedTest
  @ValueSource(strings = {"one", "two"})
  void refusesNoJsonForAHandlerThatTakesSomething(String name) {
    refused(ErrorCode.INVALID_PAYLOAD, () -> inputs.parse(handler(name), null))
        .hasMessageContaining("argument(s), but no payload was given");
    refused(ErrorCode.INVALID_PAYLOAD, () -> inputs.parse(handler(name), " "));
  }

  @Test
  void acceptsNothingThatIsGivenByItsName() {
    assertThat(inputs.read(handler("one"), "null")).containsOnlyNulls().hasSize(1);
  }

  @Test
  void saysWhatDoesNotFitAndHowArgumentsAreWritten() {
    refused(ErrorCode.INVALID_PAYLOAD, () -> inputs.parse(handler("one"), "{\"amount\":\"x\"}"))
        .hasMessage(
            "[WF-208] The payload of 'one' cannot be used: A payload does not fit"
                + " dev.workflows.engine.InputsTests$Payment: at $.amount it should be int."
                + " One argument is the value itself, several are a JSON array.");
  }

  @Test
  void refusesJsonForAHandlerThatTakesNothing() {
    refused(ErrorCode.INVALID_PAYLOAD, () -> inputs.parse(handler("none"), "{}"));
  }

  @Test
  void refusesJsonOverTheLimitBeforeItIsRead() {
    refused(ErrorCode.PAYLOAD_TOO_LARGE, () -> inputs.parse(handler("one"), "{".repeat(1_001)));
  }

  @Test
  void showsTextOfCallersOnlyInPart() {
    assertThat(Inputs.printable("a\tb")).isEqualTo("a?b");
    assertThat(Inputs.printable("x".repeat(200))).hasSize(101);
  }

  private static org.assertj.core.api.AbstractThrowableAssert<?, ? extends Throwable> refused(
      ErrorCode code, ThrowingCallable call) {
    return assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            InvalidRequestException.class, e -> assertThat(e.code()).isEqualTo(code));
  }

  private static HandlerDefinition handler(String name) {
    Method method =
        Arrays.stream(Handlers.class.getMethods())
            .filter(m -> m.getName().equals(name))
            .findFirst()
            .orElseThrow();
    return new HandlerDefinition(
        name, method, List.<Type>of(method.getGenericParameterTypes()), void.class);
  }
}
