package dev.workflows.test.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.workflows.ErrorCode;
import dev.workflows.InvalidRequestException;
import dev.workflows.RunEvent;
import dev.workflows.SignalMethod;
import dev.workflows.StartOptions;
import dev.workflows.Workflow;
import dev.workflows.WorkflowClient;
import dev.workflows.WorkflowContext;
import dev.workflows.WorkflowMethod;
import dev.workflows.WorkflowStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Clients reach what only a run knows, whichever of its versions says that it may. */
abstract class DynamicHandlerRules extends EngineRules {

  DynamicHandlerRules(WorkflowEngineContract contract) {
    super(contract);
  }

  @Test
  void reachesARunByNamesThatOnlyItKnowsFromAnyNode() {
    String id = id("dynamic");
    try (EngineHarness owner = engine(true, false);
        EngineHarness other = engine(true, false)) {
      WorkflowClient client = other.client();
      owner
          .client()
          .signalWithStart(
              "dynamic", StartOptions.of(id), List.of(), "m1", "word", List.of("first"));
      client.signalAfter(Duration.ofMillis(20), id, "m2", "word", "later");
      Eventually.holds(PATIENCE, () -> assertThat(words(client, id)).isEqualTo("first later"));
      client.signalJson(id, "m3", "word", "\"json\"");
      client.signalJson(id, "m3", "word", "\"again\"");
      Eventually.holds(
          PATIENCE,
          () ->
              assertThat(owner.client().queryJson(id, "words", null))
                  .isEqualTo("\"first later json\""));

      assertThat(client.queryJson(id, "word", "1")).isEqualTo("\"later\"");
      client.signal(id, null, "end");
      assertThat(result(other, id)).isEqualTo("[first, later, json]");
      assertThat(client.query(id, "word", 2)).isEqualTo("json");
    }
  }

  /** What a run answers once its code has begun. */
  private static String words(WorkflowClient client, String id) {
    try {
      return "" + client.query(id, "words");
    } catch (InvalidRequestException e) {
      return "" + e.getMessage();
    }
  }

  /** Their types are known to the run alone, so what is sensitive in them is as well. */
  @Test
  void hidesValuesWhoseTypesNothingDeclares() {
    String id = id("hidden");
    try (EngineHarness harness = engine(true, false)) {
      harness.client().start("dynamic", StartOptions.of(id));
      harness.client().signal(id, null, "word", "secret");
      harness.client().signal(id, null, "end");
      result(harness, id);

      assertThat(harness.client().history(id, 1, 100))
          .filteredOn(event -> "word".equals(event.name()))
          .extracting(RunEvent::payload)
          .containsExactly("\"***\"");
    }
  }

  @Test
  void namesAllThatCanBeAsked() {
    String id = id("asked");
    try (EngineHarness owner = engine(true, false);
        EngineHarness other = engine(true, false)) {
      owner.client().start("dynamic", StartOptions.of(id));

      for (EngineHarness node : List.of(owner, other)) {
        assertThatExceptionOfType(InvalidRequestException.class)
            .isThrownBy(() -> node.client().query(id, "wrods"))
            .withMessage(
                "[WF-210] Workflow '%s' has no query 'wrods'; known are [word, words].", id);
      }
    }
  }

  @Test
  void refusesWhatCannotBeSentBeforeAnythingIsWritten() {
    String id = id("refused");
    try (EngineHarness harness = engine(true, false)) {
      WorkflowClient client = harness.client();
      client.start("dynamic", StartOptions.of(id));

      refused(ErrorCode.INVALID_ARGUMENT, () -> client.signal(id, null, "", "x"));
      refused(ErrorCode.INVALID_ARGUMENT, () -> client.signal(id, null, "a\tb", "x"));
      refused(ErrorCode.INVALID_PAYLOAD, () -> client.signal(id, null, "word", "x", "y"));
      refused(ErrorCode.INVALID_PAYLOAD, () -> client.signalJson(id, null, "word", "{"));
      refused(
          ErrorCode.PAYLOAD_TOO_LARGE, () -> client.signal(id, null, "word", "x".repeat(100_000)));
      refused(ErrorCode.INVALID_PAYLOAD, () -> client.query(id, "word", "no number"));
      assertThat(client.history(id, 1, 100))
          .extracting(RunEvent::type)
          .doesNotContain("signal_received");
    }
  }

  @Test
  void blocksARunBySomethingItCannotReadUntilCodeIsDeployedThatCan() {
    String id = id("unreadable");
    try (EngineHarness harness = engine(true, false)) {
      harness.client().start("dynamic", StartOptions.of(id));
      harness.client().signal(id, null, "word", List.of("no", "text"));
      Eventually.holds(
          PATIENCE,
          () -> {
            assertThat(harness.client().describe(id).status()).isEqualTo(WorkflowStatus.BLOCKED);
            assertThat(String.valueOf(harness.client().describe(id).problem()))
                .contains("WF-102", "Signal 'word'");
          });
    }

    EngineHarness mended = new EngineHarness(store());
    mended.workflow(Lists.class, Lists::new);
    try (EngineHarness harness = closing(mended).start()) {
      assertThat(result(harness, id)).isEqualTo("[no, text]");
    }
  }

  @Test
  void reachesRunsOfAnOlderVersionThatMayWhereTheNewestMayNot() {
    String id = id("older");
    try (EngineHarness first = engine(true, false)) {
      first.client().start("dynamic", StartOptions.of(id));
    }

    try (EngineHarness both = engine(true, true)) {
      WorkflowClient client = both.client();
      client.signal(id, null, "word", "x");
      Eventually.holds(PATIENCE, () -> assertThat(words(client, id)).isEqualTo("x"));
      refused(
          ErrorCode.UNKNOWN_SIGNAL,
          () ->
              client.signalWithStart(
                  "dynamic", StartOptions.of(id), List.of(), null, "word", List.of("y")));
      client.signal(id, null, "end");
      assertThat(result(both, id)).isEqualTo("[x]");
    }
  }

  @Test
  void refusesUnknownNamesWhereNoVersionMay() {
    String id = id("strict");
    try (EngineHarness harness = engine(false, true)) {
      WorkflowClient client = harness.client();
      client.start("dynamic", StartOptions.of(id));

      refused(ErrorCode.UNKNOWN_SIGNAL, () -> client.signal(id, null, "word", "x"));
      refused(ErrorCode.UNKNOWN_QUERY, () -> client.query(id, "words"));
      client.signal(id, null, "end");
      assertThat(result(harness, id)).isEqualTo("two");
    }
  }

  private static void refused(ErrorCode code, Runnable call) {
    assertThatExceptionOfType(InvalidRequestException.class)
        .isThrownBy(call::run)
        .satisfies(e -> assertThat(e.code()).isEqualTo(code));
  }

  private EngineHarness engine(boolean one, boolean two) {
    EngineHarness harness = new EngineHarness(store());
    if (one) {
      harness.workflow(One.class, One::new);
    }
    if (two) {
      harness.workflow(Two.class, Two::new);
    }
    return closing(harness).start();
  }

  /** Registers what it is told and asked. */
  @Workflow(value = "dynamic", dynamicHandlers = true)
  static class One {

    private final WorkflowContext context;
    private final List<String> words = new ArrayList<>();

    One(WorkflowContext context) {
      this.context = context;
    }

    @WorkflowMethod
    String run() {
      context.onSignal("word", String.class, words::add);
      context.onQuery("words", String.class, () -> String.join(" ", words));
      context.onQuery("word", Integer.class, String.class, words::get);
      context.waitForSignal("end", Void.class);
      return words.toString();
    }
  }

  /** The same, mended: it takes lists. */
  @Workflow(value = "dynamic", dynamicHandlers = true)
  static class Lists {

    private final WorkflowContext context;
    private final List<Object> words = new ArrayList<>();

    Lists(WorkflowContext context) {
      this.context = context;
    }

    @WorkflowMethod
    String run() {
      context.onSignal("word", String[].class, all -> words.addAll(List.of(all)));
      context.await("words", () -> !words.isEmpty());
      return words.toString();
    }
  }

  /** A newer version that declares all it takes. */
  @Workflow(value = "dynamic", version = 2)
  static class Two {

    private final WorkflowContext context;
    private boolean ended;

    Two(WorkflowContext context) {
      this.context = context;
    }

    @WorkflowMethod
    String run() {
      context.await("end", () -> ended);
      return "two";
    }

    @SignalMethod
    void end() {
      ended = true;
    }
  }
}
