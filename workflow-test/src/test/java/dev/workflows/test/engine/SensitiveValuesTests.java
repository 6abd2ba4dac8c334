package dev.workflows.test.engine;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.workflows.Activity;
import dev.workflows.QueryMethod;
import dev.workflows.RunEvent;
import dev.workflows.RunId;
import dev.workflows.Sensitive;
import dev.workflows.SignalMethod;
import dev.workflows.StartOptions;
import dev.workflows.Workflow;
import dev.workflows.WorkflowContext;
import dev.workflows.WorkflowMethod;
import dev.workflows.history.EventFields;
import dev.workflows.test.InMemoryWorkflowStore;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** What is marked is recorded and reaches code, and is not shown. */
class SensitiveValuesTests {

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final String SECRET = "4711";

  private final Logger log = (Logger) LoggerFactory.getLogger("dev.workflows");
  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
  private final InMemoryWorkflowStore store = new InMemoryWorkflowStore(InstantSource.system());

  /** A card. */
  public record Card(@Sensitive String number, String holder) {}

  /** What is done with cards. */
  public interface Bank {

    /** Gives the same. */
    @Activity
    Card check(String order, Card card);

    /** Gives what is a secret itself. */
    @Activity
    @Sensitive
    String token(@Sensitive String pin);
  }

  /** Gives what it gets. */
  static final class Honest implements Bank {
    @Override
    public Card check(String order, Card card) {
      return card;
    }

    @Override
    public String token(String pin) {
      return pin;
    }
  }

  /** Pays, as soon as it has a pin. */
  @Workflow("paying")
  public static class Paying {

    private final WorkflowContext context;
    private final Bank bank;
    private final List<String> pins = new ArrayList<>();

    Paying(WorkflowContext context, Bank bank) {
      this.context = context;
      this.bank = bank;
    }

    /** Pays. */
    @WorkflowMethod
    public Card pay(String order, Card card) {
      Card checked = bank.check(order, card);
      context.getVersion("fees", 1, 2);
      context.sideEffect(String.class, () -> SECRET);
      context.custom("note", "seen".getBytes(StandardCharsets.UTF_8));
      context.await("pin", () -> !pins.isEmpty());
      return new Card(bank.token(pins.get(0)), checked.holder());
    }

    /** Takes a pin. */
    @SignalMethod
    public void pin(@Sensitive String pin, String from) {
      pins.add(pin);
    }

    /** Tells the pins. */
    @QueryMethod
    public List<String> pins() {
      return pins;
    }
  }

  /** Knows nothing of paying. */
  @Workflow("other")
  public static class Other {

    /** Does nothing. */
    @WorkflowMethod
    public void execute() {}
  }

  @BeforeEach
  void listen() {
    log.setLevel(Level.TRACE);
    lines.start();
    log.addAppender(lines);
  }

  @AfterEach
  void stopListening() {
    log.detachAppender(lines);
    log.setLevel(null);
  }

  @Test
  void areShownNowhere() {
    try (EngineHarness engine = paying()) {
      RunId run = paid(engine);

      assertThat(engine.client().describe("p"))
          .satisfies(
              shown -> {
                assertThat(shown.input())
                    .isEqualTo("[\"o\",{\"number\":\"***\",\"holder\":\"Ada\"}]");
                assertThat(shown.result()).isEqualTo("{\"number\":\"***\",\"holder\":\"Ada\"}");
              });
      List<RunEvent> events = engine.client().history("p", 1, Long.MAX_VALUE);
      assertThat(payload(events, "workflow_started", null))
          .isEqualTo("[\"o\",{\"number\":\"***\",\"holder\":\"Ada\"}]");
      assertThat(payload(events, "activity_scheduled", "bank.check"))
          .isEqualTo("[\"o\",{\"number\":\"***\",\"holder\":\"Ada\"}]");
      assertThat(payload(events, "activity_scheduled", "bank.token")).isEqualTo("\"***\"");
      assertThat(events)
          .filteredOn(event -> event.type().equals("activity_completed"))
          .extracting(RunEvent::payload)
          .containsExactly("{\"number\":\"***\",\"holder\":\"Ada\"}", "\"***\"");
      assertThat(payload(events, "signal_received", "pin")).isEqualTo("[\"***\",\"phone\"]");
      assertThat(payload(events, "marker", "side-effect")).isEqualTo("\"***\"");
      assertThat(payload(events, "marker", "version:fees")).isEqualTo("2");
      assertThat(payload(events, "custom", "note")).isNotEqualTo("\"***\"").isNotNull();
      assertThat(payload(events, "workflow_completed", null))
          .isEqualTo("{\"number\":\"***\",\"holder\":\"Ada\"}");
      assertThat(events)
          .extracting(event -> String.valueOf(event.payload()))
          .noneMatch(text -> text.contains(SECRET));
      assertThat(recorded(run)).as("recorded").filteredOn(text -> text.contains(SECRET)).hasSize(8);
    }

    assertThat(List.copyOf(lines.list))
        .isNotEmpty()
        .extracting(ILoggingEvent::getFormattedMessage)
        .noneMatch(line -> line.contains(SECRET));
  }

  @Test
  void reachCode() {
    try (EngineHarness engine = paying()) {
      paid(engine);

      assertThat(engine.client().result("p", Card.class, PATIENCE))
          .isEqualTo(new Card(SECRET, "Ada"));
      assertThat(engine.client().query("p", "pins")).isEqualTo(List.of(SECRET));
      assertThat(engine.client().queryJson("p", "pins", null)).isEqualTo("[\"4711\"]");
    }
  }

  @Test
  void areKnownAlsoWhereAPageBeginsBehindTheirCall() {
    try (EngineHarness engine = paying()) {
      paid(engine);
      RunEvent completed =
          engine.client().history("p", 1, Long.MAX_VALUE).stream()
              .filter(event -> event.type().equals("activity_completed"))
              .findFirst()
              .orElseThrow();

      assertThat(engine.client().history("p", completed.seq(), completed.seq()))
          .containsExactly(completed);
    }
  }

  @Test
  void areHiddenAsAWholeWhereTheirTypesAreUnknown() {
    try (EngineHarness engine = paying()) {
      paid(engine);
      engine.stop();
    }
    try (EngineHarness stranger =
        new EngineHarness(store).workflow(Other.class, context -> new Other()).start()) {
      assertThat(stranger.client().describe("p"))
          .returns("\"***\"", shown -> shown.input())
          .returns("\"***\"", shown -> shown.result());
      assertThat(stranger.client().history("p", 1, Long.MAX_VALUE))
          .filteredOn(event -> event.payload() != null)
          .filteredOn(event -> !event.type().equals("custom"))
          .filteredOn(event -> !"version:fees".equals(event.name()))
          .hasSize(8)
          .extracting(RunEvent::payload)
          .containsOnly("\"***\"");
    }
  }

  private EngineHarness paying() {
    EngineHarness engine = new EngineHarness(store);
    Bank bank = engine.activities(Bank.class, new Honest());
    return engine.workflow(Paying.class, context -> new Paying(context, bank)).start();
  }

  private static RunId paid(EngineHarness engine) {
    RunId run = engine.client().start("paying", StartOptions.of("p"), "o", new Card(SECRET, "Ada"));
    engine.client().signal("p", "m", "pin", SECRET, "phone");
    engine.client().result("p", Map.class, PATIENCE);
    return run;
  }

  private List<String> recorded(RunId run) {
    return store.histories().read(run.runId(), 1, Long.MAX_VALUE).stream()
        .map(event -> EventFields.of(event.event()).payload())
        .filter(Objects::nonNull)
        .toList();
  }

  private static String payload(List<RunEvent> events, String type, @Nullable String name) {
    return String.valueOf(
        events.stream()
            .filter(event -> event.type().equals(type))
            .filter(event -> name == null || name.equals(event.name()))
            .findFirst()
            .orElseThrow()
            .payload());
  }
}
