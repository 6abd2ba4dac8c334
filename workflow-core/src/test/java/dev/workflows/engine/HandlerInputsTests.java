package dev.workflows.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.workflows.ErrorCode;
import dev.workflows.InvalidRequestException;
import dev.workflows.QueryMethod;
import dev.workflows.SignalMethod;
import dev.workflows.Workflow;
import dev.workflows.WorkflowMethod;
import dev.workflows.definition.ActivitySettings;
import dev.workflows.definition.DefinitionReader;
import dev.workflows.definition.Definitions;
import dev.workflows.definition.WorkflowDefinition;
import dev.workflows.json.JacksonPayloadCodec;
import dev.workflows.payload.Payload;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What callers give handlers that no class declares is checked as far as that can be told. */
class HandlerInputsTests {

  record Vote(boolean yes) {}

  @Workflow("strict")
  static class Strict {
    @WorkflowMethod
    public void run() {}

    @SignalMethod
    public void vote(Vote vote) {}
  }

  @Workflow(value = "open", dynamicHandlers = true)
  static class OpenOne extends Declaring {
    @WorkflowMethod
    public void run() {}
  }

  /** What both versions declare. */
  static class Declaring {
    @SignalMethod
    public void vote(Vote vote) {}

    @QueryMethod
    public int votes() {
      return 0;
    }
  }

  @Workflow(value = "open", version = 2)
  static class OpenTwo extends Declaring {
    @WorkflowMethod
    public void run() {}
  }

  private final JacksonPayloadCodec codec = new JacksonPayloadCodec();
  private final Definitions definitions = definitions(Strict.class, OpenOne.class);
  private final HandlerInputs inputs = inputs(definitions);

  private Definitions definitions(Class<?>... types) {
    DefinitionReader reader = new DefinitionReader(codec, ActivitySettings.standard());
    for (Class<?> type : types) {
      reader.addWorkflow(type, any -> context -> new Object());
    }
    return reader.read();
  }

  private HandlerInputs inputs(Definitions known) {
    return new HandlerInputs(new Inputs(codec, (method, args) -> List.of(), 100), codec, known);
  }

  private WorkflowDefinition open() {
    return Objects.requireNonNull(definitions.workflow("open"));
  }

  private @Nullable String json(String name, HandlerInputs.Given given) {
    Payload payload = inputs.signal(open(), name, given);
    return payload == null ? null : payload.json();
  }

  private HandlerInputs.Given values(@Nullable Object... values) {
    return inputs.values(values);
  }

  @Test
  void writesAnUndeclaredValueAsADeclaredHandlerWouldReadIt() {
    assertThat(json("vote", values(new Vote(true))))
        .isEqualTo("{\"yes\":true}")
        .isEqualTo(json("other", values(new Vote(true))))
        .isEqualTo(json("other", inputs.json(" {\"yes\" : true} ")));
    assertThat(json("other", values(List.of(1, 2)))).isEqualTo("[1,2]");
    assertThat(json("other", values(Map.of("a", 1)))).isEqualTo("{\"a\":1}");
    assertThat(json("other", inputs.json("1.10"))).isEqualTo("1.10");
  }

  @Test
  void takesNothingAsAValue() {
    assertThat(json("other", values())).isNull();
    assertThat(json("other", values((Object) null))).isNull();
    assertThat(json("other", inputs.json(null))).isNull();
    assertThat(json("other", inputs.json(" "))).isNull();
    assertThat(json("other", inputs.json("null"))).isNull();
  }

  @Test
  void refusesMoreThanOneValue() {
    refused(ErrorCode.INVALID_PAYLOAD, () -> json("other", values(1, 2)))
        .hasMessage(
            "[WF-208] 'other' is not declared, so it takes one argument at most, but 2 were"
                + " given.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{", "[1", "tru", "1 2", "{\"$encoded\":\"aes:k\",\"data\":\"x\"}"})
  void refusesWhatIsNoJsonOrEncodedAlready(String json) {
    refused(ErrorCode.INVALID_PAYLOAD, () -> json("other", inputs.json(' ' + json)));
  }

  @Test
  void refusesValuesThatAreTooLargeOrNone() {
    String large = "x".repeat(101);

    refused(ErrorCode.PAYLOAD_TOO_LARGE, () -> json("other", values(large)));
    refused(ErrorCode.PAYLOAD_TOO_LARGE, () -> json("other", inputs.json('"' + large + '"')));
    refused(ErrorCode.INVALID_PAYLOAD, () -> json("other", values(new Object())));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a\nb", "tab\t", "nul\u0000", "half a \uD83D"})
  void refusesNamesThatCannotBeRecorded(String name) {
    refused(ErrorCode.INVALID_ARGUMENT, () -> json(name, values()));
    refused(ErrorCode.INVALID_ARGUMENT, () -> inputs.query(open(), name));
  }

  @Test
  void checksWhatIsDeclaredByItsDeclaration() {
    refused(ErrorCode.INVALID_PAYLOAD, () -> json("vote", values(true)));
    refused(ErrorCode.INVALID_PAYLOAD, () -> json("vote", inputs.json("1")));
  }

  @Test
  void refusesUnknownNamesOfAClassWithoutDynamicHandlers() {
    WorkflowDefinition strict = Objects.requireNonNull(definitions.workflow("strict"));

    refused(ErrorCode.UNKNOWN_SIGNAL, () -> inputs.signal(strict, "vot", values()))
        .hasMessage("[WF-209] There is no signal 'vot'; known are [vote].");
    refused(ErrorCode.UNKNOWN_QUERY, () -> inputs.query(strict, "vot"));
  }

  @Test
  void sendsToOpenRunsOfAnOlderVersionWithThemButStartsNoneThatHasNot() {
    Definitions both = definitions(OpenOne.class, OpenTwo.class);
    WorkflowDefinition newest = Objects.requireNonNull(both.workflow("open"));
    HandlerInputs known = inputs(both);

    assertThat(known.signal(newest, "other", values(1))).isEqualTo(new Payload("1"));
    assertThat(known.query(newest, "other")).isNull();
    assertThat(known.query(newest, "votes")).isNotNull();
    refused(ErrorCode.UNKNOWN_SIGNAL, () -> known.firstSignal(newest, "other", values(1)));
  }

  private static AbstractThrowableAssert<?, ? extends Throwable> refused(
      ErrorCode code, ThrowingCallable call) {
    return assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            InvalidRequestException.class, e -> assertThat(e.code()).isEqualTo(code));
  }
}
