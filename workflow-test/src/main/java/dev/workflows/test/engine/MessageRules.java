package dev.workflows.test.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.workflows.ChildOptions;
import dev.workflows.InboxFullException;
import dev.workflows.InvalidRequestException;
import dev.workflows.ResultTimeoutException;
import dev.workflows.RunId;
import dev.workflows.SignalMethod;
import dev.workflows.StartOptions;
import dev.workflows.UpdateMethod;
import dev.workflows.UpdateRejectedException;
import dev.workflows.Workflow;
import dev.workflows.WorkflowClosedException;
import dev.workflows.WorkflowContext;
import dev.workflows.WorkflowMethod;
import dev.workflows.WorkflowStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Runs are started with messages, asked for changes and ended from outside, with their children.
 */
abstract class MessageRules extends EngineRules {

  private static final Duration MOMENT = Duration.ofMillis(50);

  MessageRules(WorkflowEngineContract contract) {
    super(contract);
  }

  @Test
  void startsWithASignalOrSendsItToTheRunThatIsOpen() {
    try (EngineHarness harness = engine()) {
      String id = id("with-signal");

      RunId first = signalWithStart(harness, id, "a", "x");
      RunId again = signalWithStart(harness, id, "b", "y");
      RunId repeated = signalWithStart(harness, id, "b", "y");

      assertThat(again).isEqualTo(first).isEqualTo(repeated);
      harness.client().signal(id, null, "hand", "end");
      assertThat(result(harness, id)).isEqualTo("[x, y]");
    }
  }

  private static RunId signalWithStart(
      EngineHarness harness, String id, String messageId, String value) {
    return signalWithStart(harness, StartOptions.of(id), messageId, value);
  }

  private static RunId signalWithStart(
      EngineHarness harness, StartOptions options, String messageId, String value) {
    return harness
        .client()
        .signalWithStart("messages", options, List.of("run"), messageId, "hand", List.of(value));
  }

  /** Whoever lost the answer may ask again when the run is over: nothing happens twice. */
  @Test
  void recognisesAStartWithASignalByItsIdempotencyKeyWhenTheRunHasEnded() {
    try (EngineHarness harness = engine()) {
      String id = id("keyed");
      StartOptions keyed = StartOptions.of(id).withIdempotencyKey(id);

      RunId first = signalWithStart(harness, keyed, "a", "end");
      assertThat(result(harness, id)).isEqualTo("[]");
      RunId repeated = signalWithStart(harness, keyed, "a", "end");

      assertThat(repeated).isEqualTo(first);
      assertThatExceptionOfType(WorkflowClosedException.class)
          .isThrownBy(() -> signalWithStart(harness, keyed, "b", "x"));
    }
  }

  @Test
  void startsWithAnUpdateAndAnswersIt() {
    try (EngineHarness harness = engine()) {
      String id = id("with-update");

      assertThat(updateWithStart(harness, id, "u", "x")).isEqualTo("[x]");
      assertThat(updateWithStart(harness, id, "v", "y")).isEqualTo("[x, y]");
      assertThat(updateWithStart(harness, id, "u", "x")).isEqualTo("[x]");
    }
  }

  /** Neither the run that begins nor the one that is held has to wait until somebody polls. */
  @Test
  void reachesTheRunOfAStartWithAMessageWithoutAPoll() {
    EngineHarness seldom = new EngineHarness(store()).poll(Duration.ofHours(1));
    try (EngineHarness harness = closing(seldom.workflow(Messages.class, Messages::new)).start()) {
      String id = id("without-poll");

      assertThat(updateWithStart(harness, id, "u", "x")).isEqualTo("[x]");
      assertThat(updateWithStart(harness, id, "v", "y")).isEqualTo("[x, y]");
    }
  }

  private static Object updateWithStart(
      EngineHarness harness, String id, String updateId, String value) {
    return String.valueOf(
        harness
            .client()
            .updateWithStart(
                "messages",
                StartOptions.of(id),
                List.of("run"),
                updateId,
                PATIENCE,
                "add",
                List.of(value)));
  }

  @Test
  void answersAnUpdateThatIsSentThroughAnotherNode() {
    try (EngineHarness owner = engine();
        EngineHarness other = engine()) {
      String id = id("elsewhere");
      owner.client().start("messages", StartOptions.of(id), "run");

      assertThat(other.client().update(id, null, PATIENCE, "add", "x")).isEqualTo("[x]");
      assertThatExceptionOfType(UpdateRejectedException.class)
          .isThrownBy(() -> other.client().update(id, null, PATIENCE, "add", "x"))
          .withMessageContaining("WF-218")
          .withMessageContaining("x is there");
    }
  }

  @Test
  void refusesUpdatesThatItDoesNotKnowBeforeAnythingIsWritten() {
    try (EngineHarness harness = engine()) {
      String id = id("unknown");
      harness.client().start("messages", StartOptions.of(id), "run");

      assertThatExceptionOfType(InvalidRequestException.class)
          .isThrownBy(() -> harness.client().update(id, null, PATIENCE, "ad", "x"))
          .withMessageContaining("WF-217")
          .withMessageContaining("[add, wait]");
      assertThat(kinds(harness, id)).doesNotContain("update_accepted");
    }
  }

  @Test
  void tellsWhoHasWaitedLongEnoughAndAnswersWhenAskedAgain() {
    try (EngineHarness harness = engine()) {
      String id = id("patience");
      harness.client().start("messages", StartOptions.of(id), "run");

      assertThatExceptionOfType(ResultTimeoutException.class)
          .isThrownBy(() -> harness.client().update(id, "w", MOMENT, "wait"))
          .withMessageContaining("same id");
      harness.client().signal(id, null, "hand", "x");

      assertThat(harness.client().update(id, "w", PATIENCE, "wait")).isEqualTo("waited for [x]");
    }
  }

  @Test
  void tellsWhoWaitsForAnUpdateThatItsRunHasEnded() {
    try (EngineHarness harness = engine()) {
      String id = id("ended");
      harness.client().start("messages", StartOptions.of(id), "run");
      assertThatExceptionOfType(ResultTimeoutException.class)
          .isThrownBy(() -> harness.client().update(id, "w", MOMENT, "wait"));

      harness.client().terminate(id, "no more");

      assertThatExceptionOfType(WorkflowClosedException.class)
          .isThrownBy(() -> harness.client().update(id, "w", PATIENCE, "wait"));
    }
  }

  @Test
  void endsChildrenWithATerminatedRunWhoseCodeIsNotAsked() {
    try (EngineHarness harness = engine()) {
      String id = id("parent");
      harness.client().start("messages", StartOptions.of(id), "parent");
      String child = id + " child";
      Eventually.holds(
          PATIENCE,
          () -> assertThatCode(() -> harness.client().describe(child)).doesNotThrowAnyException());
      assertThat(harness.client().describe(child).status().isOpen()).isTrue();

      harness.client().terminate(id, "no more");

      Eventually.holds(
          PATIENCE,
          () ->
              assertThat(harness.client().describe(child).status())
                  .isEqualTo(WorkflowStatus.TERMINATED));
      assertThat(harness.client().describe(child).reason()).contains("parent");
    }
  }

  @Test
  void refusesAFloodOfSignalsAndLosesNoneThatItAccepted() {
    EngineHarness few = new EngineHarness(store()).maxUnread(3);
    try (EngineHarness harness = closing(few.workflow(Messages.class, Messages::new)).start()) {
      String id = id("flooded");
      StartOptions later = StartOptions.of(id).withDelay(Duration.ofSeconds(2));
      harness.client().start("messages", later, "run");
      for (String value : List.of("x", "y", "end")) {
        harness.client().signal(id, value, "hand", value);
      }

      assertThatExceptionOfType(InboxFullException.class)
          .isThrownBy(() -> harness.client().signal(id, "z", "hand", "z"))
          .withMessageContaining("WF-222");
      harness.client().signal(id, "x", "hand", "x");

      assertThat(result(harness, id)).isEqualTo("[x, y]");
    }
  }

  private EngineHarness engine() {
    return closing(new EngineHarness(store()).workflow(Messages.class, Messages::new)).start();
  }

  /** What it is called by as a child. */
  interface Called {
    String run(String what);
  }

  /** Keeps what it is sent. */
  @Workflow("messages")
  static class Messages implements Called {

    private final WorkflowContext context;
    private final List<String> values = new ArrayList<>();

    Messages(WorkflowContext context) {
      this.context = context;
    }

    @WorkflowMethod
    @Override
    public String run(String what) {
      if (what.equals("parent")) {
        ChildOptions options = ChildOptions.of(context.workflowId() + " child");
        return "" + context.child(Called.class, options).call(child -> child.run("run"));
      }
      context.await("the end", () -> values.remove("end"));
      return values.toString();
    }

    @SignalMethod
    void hand(String value) {
      values.add(value);
    }

    @UpdateMethod(validator = "isNew")
    String add(String value) {
      values.add(value);
      return values.toString();
    }

    void isNew(String value) {
      if (values.contains(value)) {
        throw new IllegalArgumentException(value + " is there");
      }
    }

    @UpdateMethod("wait")
    String waitForOne() {
      context.await("a value", () -> !values.isEmpty());
      return "waited for " + values;
    }
  }
}
