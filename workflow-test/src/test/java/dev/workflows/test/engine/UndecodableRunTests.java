package dev.workflows.test.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.workflows.Failure;
import dev.workflows.QueryMethod;
import dev.workflows.RunEvent;
import dev.workflows.RunFilter;
import dev.workflows.RunId;
import dev.workflows.SignalMethod;
import dev.workflows.StartOptions;
import dev.workflows.Workflow;
import dev.workflows.WorkflowContext;
import dev.workflows.WorkflowMethod;
import dev.workflows.WorkflowStatus;
import dev.workflows.engine.TransformingStore;
import dev.workflows.history.EventFields;
import dev.workflows.payload.AesGcmTransform;
import dev.workflows.payload.Payload;
import dev.workflows.spi.CommitStore.Send;
import dev.workflows.spi.CommitStore.SendOutcome;
import dev.workflows.spi.Message;
import dev.workflows.spi.WorkflowStore;
import dev.workflows.test.InMemoryWorkflowStore;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A run whose values cannot be decoded waits for their key, and hinders no other. */
class UndecodableRunTests {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final InMemoryWorkflowStore store = new InMemoryWorkflowStore(InstantSource.system());

  /** Keeps a value until it is told a word. */
  @Workflow("keeper")
  public static class Keeper {

    private final WorkflowContext context;
    private @Nullable String word;

    Keeper(WorkflowContext context) {
      this.context = context;
    }

    /** Returns both. */
    @WorkflowMethod
    public String keep(String value) {
      context.await("word", () -> word != null);
      return value + word;
    }

    /** Tells the word. */
    @SignalMethod
    public void word(String told) {
      word = told;
    }

    /** The word. */
    @QueryMethod
    public String told() {
      return String.valueOf(word);
    }
  }

  /** Writes with the first key, reads with all of them. */
  private WorkflowStore with(String... keys) {
    Map<String, byte[]> ring =
        Stream.of(keys).collect(Collectors.toMap(Function.identity(), UndecodableRunTests::key));
    return TransformingStore.of(store, List.of(new AesGcmTransform(keys[0], ring)));
  }

  private static byte[] key(String id) {
    byte[] key = new byte[AesGcmTransform.KEY_BYTES];
    Arrays.fill(key, (byte) id.charAt(0));
    return key;
  }

  private static EngineHarness engine(WorkflowStore store) {
    return new EngineHarness(store).workflow(Keeper.class, Keeper::new).start();
  }

  private static RunId kept(WorkflowStore store, String id) {
    try (EngineHarness engine = engine(store)) {
      RunId run = engine.client().start("keeper", StartOptions.of(id), "canary");
      engine.stop();
      return run;
    }
  }

  private static SendOutcome tell(WorkflowStore store, RunId run, String messageId) {
    Message word = Message.signal(messageId, "word", new Payload("\"bird\""));
    return store
        .commits()
        .send(List.of(new Send(run.runId().toString(), run.runId(), word, Duration.ZERO, null)))
        .get(0);
  }

  private static void awaitBlocked(EngineHarness engine, String id, String why) {
    Eventually.holds(
        PATIENCE,
        () ->
            assertThat(engine.client().describe(id))
                .satisfies(
                    run -> {
                      assertThat(run.summary().status()).isEqualTo(WorkflowStatus.BLOCKED);
                      assertThat(run.problem())
                          .isNotNull()
                          .returns("WF-110", Failure::code)
                          .extracting(Failure::message)
                          .asString()
                          .contains(why);
                    }));
  }

  private static void assertEnds(EngineHarness engine, String id) {
    assertThat(engine.client().result(id, String.class, PATIENCE)).isEqualTo("canarybird");
  }

  @Test
  void isBlockedWithoutItsKeyAndGoesOnWithIt() {
    kept(with("a"), "order-1");
    try (EngineHarness other = engine(with("b"))) {
      other.client().start("keeper", StartOptions.of("order-2"), "canary");
      other.client().signal("order-1", null, "word", "bird");
      awaitBlocked(other, "order-1", "The value of event 1 (workflow_started) cannot be decoded");
      awaitBlocked(other, "order-1", "workflow.payload.encryption.keys.a");

      other.client().signal("order-2", null, "word", "bird");
      assertEnds(other, "order-2");
      other.stop();
    }
    try (EngineHarness both = engine(with("b", "a"))) {
      assertEnds(both, "order-1");
    }
  }

  @Test
  void isShownWithWhatIsMissingInThePlaceOfItsValues() {
    kept(with("a"), "order-1");
    try (EngineHarness other = engine(with("b"))) {
      assertThat(other.client().describe("order-1").input())
          .startsWith("\"[WF-110] It is encrypted with key 'a'");
      assertThat(other.client().history("order-1", 1, 100))
          .first()
          .returns("workflow_started", RunEvent::type)
          .returns("keeper", RunEvent::name)
          .extracting(RunEvent::payload)
          .asString()
          .startsWith("\"[WF-110] It is encrypted with key 'a'");
      assertThatThrownBy(() -> other.client().query("order-1", "told"))
          .hasMessageContaining("[WF-110]");
      assertThat(other.client().list(RunFilter.all(), 10, null).runs()).hasSize(1);
      other.client().terminate("order-1", "no key");
      assertThat(other.client().describe("order-1").reason()).isEqualTo("no key");
    }
  }

  @Test
  void endsForWhoeverHasTheKeyOnly() {
    try (EngineHarness engine = engine(with("a"))) {
      engine.client().start("keeper", StartOptions.of("order-1"), "canary");
      engine.client().signal("order-1", "m", "word", "bird");
      assertEnds(engine, "order-1");
    }
    try (EngineHarness other = engine(with("b"))) {
      assertThatThrownBy(() -> other.client().result("order-1", String.class, PATIENCE))
          .hasMessageStartingWith("[WF-110]");
      assertThat(other.client().describe("order-1").result()).startsWith("\"[WF-110]");
    }
  }

  @Test
  void isBlockedByAMessageThatCannotBeDecoded() {
    try (EngineHarness engine = engine(with("a"))) {
      RunId run = engine.client().start("keeper", StartOptions.of("order-1"), "canary");
      engine.client().start("keeper", StartOptions.of("order-2"), "canary");

      tell(with("b"), run, "m");

      awaitBlocked(engine, "order-1", "The value of message 'signal:m' cannot be decoded");
      engine.client().signal("order-2", null, "word", "bird");
      assertEnds(engine, "order-2");
      engine.stop();
    }
    try (EngineHarness both = engine(with("a", "b"))) {
      assertEnds(both, "order-1");
    }
  }

  @Test
  void takesNoValueThatWasWrittenForAnother() {
    RunId first = kept(with("a"), "order-1");
    RunId second = kept(with("a"), "order-2");
    tell(with("a"), first, "m");
    Message stolen = store.ownership().unreadOf(List.of(first.runId())).get(0).message();
    store.commits().send(List.of(new Send(second.runId().toString(), stolen)));

    try (EngineHarness engine = engine(with("a"))) {
      assertEnds(engine, "order-1");
      awaitBlocked(engine, "order-2", "moved to another place");
    }
  }

  @Test
  void isBlockedWhereNothingIsConfiguredAnyMore() {
    RunId run = kept(with("a"), "order-1");
    tell(with("a"), run, "m");
    try (EngineHarness plain = engine(store)) {
      awaitBlocked(plain, "order-1", "encoded by 'aes:a'");
      plain.stop();
    }
    try (EngineHarness engine = engine(with("a"))) {
      assertEnds(engine, "order-1");
    }
  }

  @Test
  void goesOnWithWhatWasRecordedBeforeAnythingWasConfigured() {
    RunId run = kept(store, "order-1");
    tell(store, run, "m");
    try (EngineHarness engine = engine(with("a"))) {
      assertEnds(engine, "order-1");
      assertThat(engine.client().history("order-1", 1, 100))
          .extracting(RunEvent::payload)
          .filteredOn(Objects::nonNull)
          .containsExactly("\"canary\"", "\"bird\"", "\"canarybird\"");
    }
    assertThat(stored(run)).first().isEqualTo("\"canary\"");
    assertThat(stored(run)).last().asString().startsWith(" {\"$encoded\":\"aes:a\"");
  }

  @Test
  void hasNoValueInTheStore() {
    try (EngineHarness engine = engine(with("a"))) {
      RunId run = engine.client().start("keeper", StartOptions.of("order-1"), "canary");
      engine.client().signal("order-1", "m", "word", "bird");
      assertEnds(engine, "order-1");

      assertThat(stored(run)).hasSize(3).allMatch(text -> text.startsWith(" {\"$encoded\":"));
      assertThat(store.runs().find("order-1").orElseThrow().result())
          .extracting(Payload::json)
          .asString()
          .startsWith(" {\"$encoded\":");
    }
  }

  private List<String> stored(RunId run) {
    return store.histories().read(run.runId(), 1, 100).stream()
        .map(event -> EventFields.of(event.event()).payload())
        .filter(Objects::nonNull)
        .toList();
  }
}
