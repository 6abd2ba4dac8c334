package dev.workflows.steps;

import static dev.workflows.steps.Dependency.optional;
import static dev.workflows.steps.Dependency.required;
import static dev.workflows.steps.StepDefinition.step;
import static dev.workflows.steps.StepDefinition.timer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.workflows.InvalidRequestException;
import dev.workflows.json.JacksonPayloadCodec;
import dev.workflows.payload.JsonValue;
import dev.workflows.payload.Payload;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What an activity returns to its graph is data like any other result. */
class StepResultTests {

  private final JacksonPayloadCodec codec = new JacksonPayloadCodec();

  record Price(BigDecimal amount) {}

  interface Declared {
    StepResult<Price> price();

    StepResult<Void> nothing();

    StepResult<Object> anything();
  }

  private static Type type(String method) throws NoSuchMethodException {
    return Declared.class.getMethod(method).getGenericReturnType();
  }

  private static StepResult<Price> result() {
    return StepResult.of(new Price(new BigDecimal("1.10")))
        .emit(step("bare", "k"))
        .emit(
            step("pay", "bank.pay", new Price(new BigDecimal("2.20")))
                .dependsOn(required("bare"), optional("other"))
                .dedupKey("key"))
        .record("prices", "tea", new Price(new BigDecimal("3.30")));
  }

  @Test
  void isWrittenWithoutAnyNameOfAClass() throws Exception {
    Payload json = Objects.requireNonNull(codec.encode(result(), type("price")));

    assertThat(json.json())
        .isEqualTo(
            "{\"value\":{\"amount\":1.10},\"emitted\":[{\"id\":\"bare\",\"kind\":\"k\",\"input\":nu"
                + "ll,\"dependencies\":[],\"dedupKey\":null},{\"id\":\"pay\",\"kind\":\"bank.pay\",\"i"
                + "nput\":{\"amount\":2.20},\"dependencies\":[{\"step\":\"bare\",\"required\":true},"
                + "{\"step\":\"other\",\"required\":false}],\"dedupKey\":\"key\"}],\"records\":[{\"col"
                + "lection\":\"prices\",\"key\":\"tea\",\"value\":{\"amount\":3.30}}]}");
  }

  @Test
  void isReadAsWhatItWas() throws Exception {
    StepResult<?> read =
        (StepResult<?>)
            Objects.requireNonNull(
                codec.decode(codec.encode(result(), type("price")), type("price")));

    assertThat(read.value()).isEqualTo(new Price(new BigDecimal("1.10")));
    EmittedStep pay = read.emitted().get(1);
    assertThat(pay.dependencies()).containsExactly(required("bare"), optional("other"));
    assertThat(pay.dedupKey()).isEqualTo("key");
    assertThat(Objects.requireNonNull(pay.input()).as(Price.class))
        .isEqualTo(new Price(new BigDecimal("2.20")));
    assertThat(read.records().get(0).value().as(Price.class))
        .isEqualTo(new Price(new BigDecimal("3.30")));
    assertThat(codec.encode(read, type("price"))).isEqualTo(codec.encode(result(), type("price")));
  }

  @Test
  void isReadFromLess() throws Exception {
    assertThat(codec.decode(new Payload("{}"), type("price")))
        .isEqualTo(new StepResult<>(null, List.of(), List.of()));
    assertThat(
            codec.decode(
                new Payload("{\"emitted\":[{\"id\":\"a\",\"kind\":\"k\"}]}"), type("nothing")))
        .isEqualTo(StepResult.of(null).emit(step("a", "k")));
  }

  @Test
  void mayBeDeclaredOfWhatCanBeStored() throws Exception {
    assertThat(codec.objectionTo(type("price"))).isNull();
    assertThat(codec.objectionTo(type("nothing"))).isNull();
    assertThat(codec.objectionTo(type("anything"))).contains("java.lang.Object (at $.value)");
  }

  @Test
  void emitsActivitiesWithValuesOnly() {
    StepResult<String> result = StepResult.of("");

    assertThatExceptionOfType(InvalidRequestException.class)
        .isThrownBy(() -> result.emit(timer("t", Duration.ofSeconds(1))))
        .withMessageStartingWith("[WF-604] Step 't' cannot be emitted");
    assertThatExceptionOfType(InvalidRequestException.class)
        .isThrownBy(() -> result.emit(step("a", "k", results -> "computed")));
    assertThatExceptionOfType(InvalidRequestException.class)
        .isThrownBy(() -> result.emit(step("a", "k").retry("preset")));
    assertThatExceptionOfType(InvalidRequestException.class)
        .isThrownBy(() -> result.emit(step("a", "k").within(Duration.ofSeconds(1))));
    assertThat(result.emit(step("a", "k", JsonValue.of(1))).emitted().get(0).input())
        .isEqualTo(JsonValue.of(1));
  }
}
