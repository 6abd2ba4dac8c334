package dev.workflows.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.workflows.ErrorCode;
import dev.workflows.IllegalWorkflowCallException;
import dev.workflows.InvalidRequestException;
import dev.workflows.QueryMethod;
import dev.workflows.SignalMethod;
import dev.workflows.Workflow;
import dev.workflows.WorkflowContext;
import dev.workflows.WorkflowException;
import dev.workflows.WorkflowMethod;
import dev.workflows.definition.HandlerDefinition;
import dev.workflows.history.Event;
import dev.workflows.payload.JsonValue;
import dev.workflows.payload.Payload;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Code registers what handles signals and answers queries while it is executed. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RegisteredHandlerTests {

  private static final Duration HOUR = Duration.ofHours(1);

  private final ReplayKit kit = new ReplayKit();
  private int messages;

  @AfterEach
  void returnThreads() {
    kit.close();
  }

  /** Code of a test. */
  interface Code {
    @Nullable String run(Registering self) throws Exception;
  }

  /** A workflow whose signals and queries only its code knows. */
  @Workflow(value = "registering", dynamicHandlers = true)
  static class Registering {

    final WorkflowContext context;
    final List<String> heard = new ArrayList<>();
    private final Code code;

    Registering(WorkflowContext context, Code code) {
      this.context = context;
      this.code = code;
    }

    @WorkflowMethod
    public @Nullable String run(@Nullable String input) throws Exception {
      return code.run(this);
    }

    @SignalMethod
    public void listen(String name) {
      listenTo(name);
    }

    @QueryMethod
    public List<String> heard() {
      return List.copyOf(heard);
    }

    void listenTo(String name) {
      context.onSignal(name, String.class, value -> heard.add(name + " " + value));
    }

    String awaitHeard(int count) {
      context.await("enough", () -> heard.size() >= count);
      return String.join(",", heard);
    }
  }

  private TestRun run(Code code) {
    return kit.run(kit.define(Registering.class, context -> new Registering(context, code)));
  }

  private Event undeclared(String name, @Nullable Object value) {
    Payload payload = value == null ? null : kit.codec.encode(value, value.getClass());
    return new Event.SignalReceived(name, "signal:u" + ++messages, payload);
  }

  private Object ask(TestRun run, String name, @Nullable String json) {
    Payload argument = json == null ? null : new Payload(json);
    return String.valueOf(run.execution().query(name, argument).value());
  }

  // ---- signals

  @Test
  void handlesInTheirOrderWhatCameBeforeTheHandlerAndAfterIt() {
    TestRun run =
        run(self -> {
              self.context.sleep(HOUR);
              self.listenTo("word");
              return self.awaitHeard(3);
            })
            .start();
    run.turn(undeclared("word", "a"));
    run.reload().turn(undeclared("word", "b"));
    run.reload().fire(2);
    assertThat(run.reload().query("heard")).isEqualTo(List.of("word a", "word b"));
    run.turn(undeclared("word", "c"));

    assertThat(run.result()).isEqualTo("word a,word b,word c");
    assertThat(run.execution().untakenMessages()).isEmpty();
  }

  @Test
  void keepsTheOrderInATurnThatAlsoRegistersTheHandler() {
    TestRun run = run(self -> self.awaitHeard(2)).start();

    run.turn(undeclared("word", "a"), run.signalOf("listen", "word"), undeclared("word", "b"));

    assertThat(run.result()).isEqualTo("word a,word b");
    assertThat(run.reload().query("heard")).isEqualTo(List.of("word a", "word b"));
  }

  private static @Nullable String replacing(Registering self) {
    self.context.onSignal(
        "word",
        String.class,
        value -> {
          self.heard.add("first " + value);
          self.listenTo("word");
        });
    return self.awaitHeard(3);
  }

  @Test
  void givesSignalsToTheHandlerThatReplacedAnotherHoweverTheyArrive() {
    TestRun together = run(RegisteredHandlerTests::replacing).start();
    TestRun apart = run(RegisteredHandlerTests::replacing).start();

    together.turn(undeclared("word", "a"), undeclared("word", "b"), undeclared("word", "c"));
    for (String value : List.of("a", "b", "c")) {
      apart.turn(undeclared("word", value));
      apart.reload();
    }

    assertThat(together.result()).isEqualTo("first a,word b,word c").isEqualTo(apart.result());
  }

  @Test
  void letsHandlersWaitAndCallActivities() {
    TestRun run =
        run(self -> {
              self.context.onSignal(
                  "order", String.class, item -> self.heard.add(kit.acts.charge(item)));
              return self.awaitHeard(1);
            })
            .start();
    run.turn(undeclared("order", "tea"));
    run.reload().complete(run.execution().pendingCalls().keySet().iterator().next(), "charged");

    assertThat(run.result()).isEqualTo("charged");
  }

  @Test
  void failsTheRunWhoseHandlerFails() {
    TestRun run =
        run(self -> {
              self.context.onSignal(
                  "word",
                  String.class,
                  value -> {
                    throw new IllegalStateException("no " + value);
                  });
              return self.awaitHeard(1);
            })
            .start();
    run.turn(undeclared("word", "a"));

    assertThat(run.failure().message()).isEqualTo("no a");
  }

  @Test
  void handsOverWhatWaitsBeforeTheMethodThatRegistersReturns() {
    TestRun run =
        run(self -> {
              self.context.sleep(HOUR);
              self.listenTo("word");
              return "done";
            })
            .start();
    run.turn(undeclared("word", "a"));
    run.fire(2);

    assertThat(run.result()).isEqualTo("done");
    assertThat(run.reload().query("heard")).isEqualTo(List.of("word a"));
  }

  @Test
  void leavesToTheNextRunWhatNobodyTook() {
    TestRun run =
        run(self -> {
              self.context.sleep(HOUR);
              self.listenTo("word");
              throw self.context.continueAsNew("");
            })
            .start();
    run.turn(undeclared("word", "a"), undeclared("other", "b"));
    run.fire(2);

    assertThat(run.last()).isInstanceOf(Event.WorkflowContinuedAsNew.class);
    assertThat(run.execution().untakenMessages())
        .containsExactlyInAnyOrder("signal:u1", "signal:u2");
    assertThat(run.reload().execution().untakenMessages()).hasSize(2);
  }

  @Test
  void waitsForWhatNothingDeclares() {
    TestRun run =
        run(self -> {
              self.context.requireSignal("count", int.class);
              return ""
                  + self.context.waitForSignal("count", int.class)
                  + self.context.waitForSignal("bell", Void.class, HOUR)
                  + self.context.waitForSignal("word", String.class, Duration.ZERO, "none");
            })
            .start();
    run.turn(undeclared("bell", null), undeclared("count", 7));

    assertThat(run.result()).isEqualTo("7nullnone");
  }

  @Test
  void refusesToWaitForWhatAHandlerTakes() {
    TestRun run =
        run(self -> {
              self.listenTo("word");
              return self.context.waitForSignal("word", String.class);
            })
            .start();

    assertThat(run.failure().message())
        .isEqualTo(
            "Workflow 'registering' cannot wait for signal 'word': a registered handler takes it."
                + " Let the handler set a field, and wait for that.");
  }

  /** The wait has begun before somebody else takes everything. */
  @Test
  void letsCodeGoOnWaitingFromWhichAHandlerTakesTheSignals() {
    TestRun run =
        run(self -> self.context.waitForSignal("word", String.class, HOUR, "none")).start();
    run.turn(run.signalOf("listen", "word"), undeclared("word", "a"));
    assertThat(run.query("heard")).isEqualTo(List.of("word a"));
    run.fire(2);

    assertThat(run.result()).isEqualTo("none");
  }

  @Test
  void cannotGoOnWithAValueThatIsNotWhatTheHandlerTakes() {
    TestRun run =
        run(self -> {
              self.context.onSignal("count", Integer.class, value -> self.heard.add("" + value));
              return self.awaitHeard(1);
            })
            .start();

    assertThatExceptionOfType(WorkflowException.class)
        .isThrownBy(() -> run.turn(undeclared("count", "many")))
        .withMessageContaining("[WF-102] Signal 'count' of workflow 'order-17' can no longer be")
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.UNREADABLE_PAYLOAD));
    run.reload().turn(undeclared("count", 1));
    assertThat(run.result()).isEqualTo("1");
  }

  @Test
  void takesAnyValueAsJson() {
    TestRun run =
        run(self -> {
              self.context.onSignal(
                  "any",
                  JsonValue.class,
                  value -> self.heard.add(value == null ? "nothing" : value.stored().json()));
              return self.awaitHeard(3);
            })
            .start();
    run.turn(undeclared("any", null), undeclared("any", List.of(1, 2)), undeclared("any", "a"));

    assertThat(run.query("heard")).isEqualTo(List.of("nothing", "[1,2]", "\"a\""));
  }

  @Test
  void tellsWhichSignalsMayEndAWait() {
    TestRun run =
        run(self -> {
              self.listenTo("word");
              return self.awaitHeard(1);
            })
            .start();

    assertThat(run.execution().waitingFor(seq -> "call " + seq))
        .containsExactly("enough (signals: listen, word)");
  }

  // ---- queries

  private TestRun answering() {
    return run(self -> {
          self.context.onQuery("size", Integer.class, self.heard::size);
          self.context.onQuery("has", String.class, Boolean.class, self.heard::contains);
          self.context.onQuery("fails", String.class, () -> kit.acts.charge("tea"));
          self.listenTo("word");
          return self.awaitHeard(1);
        })
        .start();
  }

  @Test
  void answersWhatTheCodeRegisteredAlsoWhenItHasEnded() {
    TestRun run = answering();
    assertThat(ask(run, "size", null)).isEqualTo("0");
    run.turn(undeclared("word", "a"));

    for (int i = 0; i < 2; i++) {
      assertThat(ask(run, "size", null)).isEqualTo("1");
      assertThat(ask(run, "has", "\"word a\"")).isEqualTo("true");
      assertThat(ask(run, "has", "\"word b\"")).isEqualTo("false");
      assertThat(ask(run, "heard", null)).isEqualTo("[word a]");
      run.reload();
    }
  }

  @Test
  void tellsAsWhatAnAnswerIsWritten() {
    TestRun run = answering();

    assertThat(run.execution().query("size", null).type()).isEqualTo(Integer.class);
    assertThat(run.execution().query("heard", null).type().getTypeName()).contains("List<");
  }

  /** A newer version, which clients know. */
  @Workflow(value = "registering", version = 2)
  static class Declaring {

    @WorkflowMethod
    public void run() {}

    @QueryMethod
    public boolean has(String word) {
      return false;
    }
  }

  @Test
  void answersWhatANewerVersionDeclaresByWhatTheRunRegistered() {
    TestRun run = answering();
    run.turn(undeclared("word", "a"));
    HandlerDefinition declared =
        kit.define(Declaring.class, context -> new Declaring()).queries().get("has");

    Payload arguments =
        kit.codec.encodeArguments(declared.parameterTypes(), new Object[] {"word a"});

    assertThat(run.execution().query("has", arguments).value()).isEqualTo(true);
  }

  @Test
  void namesWhatCanBeAskedWhereSomethingElseIs() {
    TestRun run = answering();

    refused(ErrorCode.UNKNOWN_QUERY, () -> ask(run, "sise", null))
        .withMessage(
            "[WF-210] Workflow 'order-17' has no query 'sise'; known are [fails, has, heard,"
                + " size].");
  }

  @Test
  void tellsThatCodeHasRegisteredNothingThatHasNotBegun() {
    TestRun run = run(self -> null).startDetached().reload();

    refused(ErrorCode.UNKNOWN_QUERY, () -> ask(run, "size", null))
        .withMessage(
            "[WF-210] Workflow 'order-17' has no query 'size'; known are [heard]. Its code has not"
                + " begun, so it has registered none yet.");
    assertThat(ask(run, "heard", null)).isEqualTo("[]");
  }

  @Test
  void refusesArgumentsThatDoNotFit() {
    TestRun run = answering();

    refused(ErrorCode.INVALID_PAYLOAD, () -> ask(run, "size", "1"));
    refused(ErrorCode.INVALID_PAYLOAD, () -> ask(run, "has", "[1]"));
    refused(ErrorCode.INVALID_PAYLOAD, () -> ask(run, "heard", "1"));
    assertThat(ask(run, "has", null)).isEqualTo("false");
  }

  @Test
  void letsAnswersReadAndNothingElse() {
    TestRun run = answering();
    int before = run.history().size();

    assertThatExceptionOfType(WorkflowException.class)
        .isThrownBy(() -> ask(run, "fails", null))
        .withMessage(
            "[WF-214] Query 'fails' of workflow 'order-17' threw"
                + " dev.workflows.IllegalWorkflowCallException.");
    assertThat(run.history()).hasSize(before);
  }

  @Test
  void givesTheAnswerThatReplacedAnother() {
    TestRun run =
        run(self -> {
              self.context.onQuery("phase", String.class, () -> "one");
              self.context.sleep(HOUR);
              self.context.onQuery("phase", String.class, () -> "two");
              return "done";
            })
            .start();
    assertThat(ask(run, "phase", null)).isEqualTo("one");
    run.fire(2);

    assertThat(ask(run.reload(), "phase", null)).isEqualTo("two");
  }

  // ---- what cannot be registered

  @Test
  void refusesNamesAndTypesThatCannotBe() {
    refusedBy("InvalidRequestException", "[WF-213]", c -> c.onSignal("", String.class, v -> {}));
    refusedBy(
        "InvalidRequestException", "[WF-213]", c -> c.onSignal("a\nb", String.class, v -> {}));
    refusedBy(
        "InvalidRequestException",
        "[WF-213]",
        c -> c.onQuery("x".repeat(256), String.class, () -> ""));
    refusedBy("InvalidRequestException", "[WF-213]", c -> c.waitForSignal("\u0000", String.class));
    refusedBy(
        "IllegalArgumentException",
        "A method of workflow 'registering' declares signal 'listen' already. Register another"
            + " name.",
        c -> c.onSignal("listen", String.class, v -> {}));
    refusedBy(
        "IllegalArgumentException",
        "declares query 'heard' already",
        c -> c.onQuery("heard", String.class, () -> ""));
    refusedBy(
        "IllegalArgumentException",
        "A value cannot be a java.lang.Thread: ",
        c -> c.onSignal("word", Thread.class, v -> {}));
    refusedBy(
        "IllegalArgumentException",
        "A value cannot be a java.lang.Object: ",
        c -> c.onQuery("word", Object.class, String.class, v -> ""));
    refusedBy(
        "IllegalArgumentException",
        "A value cannot be a java.lang.Thread: ",
        c -> c.waitForSignal("word", Thread.class));
  }

  private void refusedBy(String exception, String message, Consumer<WorkflowContext> mistake) {
    TestRun run =
        run(self -> {
              mistake.accept(self.context);
              return "";
            })
            .start();

    assertThat(run.failure().type()).endsWith(exception);
    assertThat(run.failure().message()).contains(message);
  }

  @Test
  void refusesToRegisterInAConstructorOrAnAnswer() {
    List<String> refused = new ArrayList<>();
    Consumer<WorkflowContext> mistake =
        context -> {
          try {
            context.onSignal("late", String.class, value -> {});
          } catch (IllegalWorkflowCallException e) {
            refused.add(e.code().code());
          }
        };
    TestRun run =
        kit.run(
                kit.define(
                    Registering.class,
                    context -> {
                      mistake.accept(context);
                      return new Registering(
                          context,
                          self -> {
                            self.context.onQuery(
                                "ask",
                                String.class,
                                () -> {
                                  mistake.accept(self.context);
                                  return "asked";
                                });
                            return "done";
                          });
                    }))
            .start();

    assertThat(ask(run, "ask", null)).isEqualTo("asked");
    assertThat(refused).containsExactly("WF-104", "WF-104");
  }

  @Test
  void refusesAClassThatDoesNotSayThatItRegisters() {
    TestRun signal =
        kit.run(
                self -> {
                  self.context.onSignal("word", String.class, value -> {});
                  return "";
                })
            .start();
    TestRun query =
        kit.run(
                self -> {
                  self.context.onQuery("word", String.class, () -> "");
                  return "";
                })
            .start();
    TestRun wait = kit.run(self -> self.context.waitForSignal("word", String.class)).start();

    assertThat(signal.failure().message())
        .isEqualTo(
            "[WF-104] Workflow 'scripted' registers a handler of signal 'word', but its class does"
                + " not say that it does. Write @Workflow(value = \"scripted\", dynamicHandlers ="
                + " true).");
    assertThat(query.failure().message()).contains("a handler of query 'word'");
    assertThat(wait.failure().message()).contains("cannot wait for signal 'word'");
    assertThatExceptionOfType(WorkflowException.class)
        .isThrownBy(() -> kit.run(self -> null).startDetached().turn(undeclared("word", "a")))
        .withMessageContaining("WF-101")
        .withMessageContaining("for which its code has no handler");
  }

  private static ThrowableAssertAlternative<InvalidRequestException> refused(
      ErrorCode code, ThrowingCallable question) {
    return assertThatExceptionOfType(InvalidRequestException.class)
        .isThrownBy(question)
        .satisfies(e -> assertThat(e.code()).isEqualTo(code));
  }
}
