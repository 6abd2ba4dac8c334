package dev.workflows.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workflows.ErrorCode;
import dev.workflows.SignalMethod;
import dev.workflows.SignalTimeoutException;
import dev.workflows.Workflow;
import dev.workflows.WorkflowContext;
import dev.workflows.WorkflowMethod;
import dev.workflows.history.Event;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Code takes signals one after the other, however early or late they come. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SignalQueueTests {

  private static final Duration HOUR = Duration.ofHours(1);

  private final ReplayKit kit = new ReplayKit();

  @AfterEach
  void returnThreads() {
    kit.close();
  }

  /** Code of a test. */
  interface Code {
    @Nullable String run(WorkflowContext context, List<String> heard) throws Exception;
  }

  /** A workflow with signals that it waits for. */
  @Workflow("waiting")
  static class Waiting {

    private final WorkflowContext context;
    private final Code code;
    private final List<String> heard = new ArrayList<>();

    Waiting(WorkflowContext context, Code code) {
      this.context = context;
      this.code = code;
    }

    @WorkflowMethod
    public @Nullable String run(@Nullable String input) throws Exception {
      return code.run(context, heard);
    }

    @SignalMethod(queued = true)
    public void word(@Nullable String word) {
      heard.add("heard " + word);
    }

    @SignalMethod(queued = true)
    public void count(int number) {}

    @SignalMethod(queued = true)
    public void bell() {}

    @SignalMethod
    public void unheard(String word) {}
  }

  private TestRun run(Code code) {
    return kit.run(kit.define(Waiting.class, context -> new Waiting(context, code)));
  }

  private static TestRun send(TestRun run, String name, @Nullable Object... values) {
    run.turn(run.signalOf(name, values));
    return run;
  }

  @Test
  void takesThemInTheOrderInWhichTheyCame() {
    TestRun run =
        run((context, heard) -> {
              context.sleep(HOUR);
              String first = context.waitForSignal("word", String.class);
              String second = context.waitForSignal("word", String.class);
              return first + second + context.waitForSignal("word", String.class) + heard;
            })
            .start();
    send(send(run, "word", "a"), "word", "b").reload().fire(2);
    assertThat(run.execution().isClosed()).isFalse();
    send(run.reload(), "word", "c");

    assertThat(run.result()).isEqualTo("abc[heard a, heard b, heard c]");
  }

  @Test
  void keepsEachNameApart() {
    TestRun run =
        run((context, heard) ->
                context.waitForSignal("count", Integer.class)
                    + context.waitForSignal("word", String.class))
            .start();
    send(send(run, "word", "a"), "count", 1);

    assertThat(run.result()).isEqualTo("1a");
  }

  @Test
  void takesWhatCarriesNothing() {
    TestRun run =
        run((context, heard) ->
                context.waitForSignal("bell", Void.class)
                    + context.waitForSignal("word", String.class))
            .start();
    send(send(run, "bell"), "word", (Object) null);

    assertThat(run.result()).isEqualTo("nullnull");
  }

  @Test
  void givesUpWhenTheTimeIsOverAndKeepsALaterOne() {
    TestRun run =
        run((context, heard) -> {
              try {
                return context.waitForSignal("word", String.class, HOUR);
              } catch (SignalTimeoutException e) {
                return e.code()
                    + e.signal()
                    + e.timeout()
                    + context.waitForSignal("word", String.class);
              }
            })
            .start()
            .fire(2);
    send(run, "word", "late");

    assertThat(run.result()).isEqualTo(ErrorCode.SIGNAL_TIMEOUT + "wordPT1Hlate");
  }

  @Test
  void takesTheOneThatCameTogetherWithTheEndOfTheTime() {
    TestRun run =
        run((context, heard) -> context.waitForSignal("word", String.class, HOUR)).start();

    run.turn(run.signalOf("word", "just in time"), new Event.TimerFired(2));

    assertThat(run.result()).isEqualTo("just in time");
  }

  @Test
  void returnsTheDefaultWhichMayBeNull() {
    TestRun run =
        run((context, heard) ->
                context.waitForSignal("word", String.class, HOUR, "default")
                    + context.waitForSignal("word", String.class, HOUR, null))
            .start()
            .fire(2);
    run.fire(run.execution().lastSeq());

    assertThat(run.result()).isEqualTo("defaultnull");
  }

  @Test
  void asksOnlyForWhatIsThereWithoutTime() {
    TestRun run =
        run((context, heard) -> {
              context.sleep(HOUR);
              return context.waitForSignal("word", String.class, Duration.ZERO, "none")
                  + context.waitForSignal("word", String.class, Duration.ZERO, "none");
            })
            .start();
    send(run, "word", "a").fire(2);

    assertThat(run.result()).isEqualTo("anone");
    assertThat(run.kinds()).containsOnlyOnce("timer_started");
  }

  @Test
  void forgetsTheTimeOfASignalThatCame() {
    TestRun run =
        run((context, heard) -> context.waitForSignal("word", String.class, HOUR)).start();
    send(run, "word", "a");

    assertThat(run.events()).contains(new Event.TimerCancelled(2));
  }

  @Test
  void givesEachOfSeveralBranchesItsOwn() {
    TestRun run =
        run((context, heard) ->
                String.join(
                    ",",
                    context.map(
                        List.of(1, 2), 2, i -> i + context.waitForSignal("word", String.class))))
            .start();
    send(send(run, "word", "a"), "word", "b");

    assertThat(run.result()).isEqualTo("1a,2b");
  }

  /** A workflow whose signal is declared with a type of its own. */
  abstract static class Hearing<T> {
    @SignalMethod(queued = true)
    public void heard(T value) {}
  }

  /** Its type is known here. */
  @Workflow("hearing")
  static class HearingNumbers extends Hearing<List<Integer>> {

    private final WorkflowContext context;

    HearingNumbers(WorkflowContext context) {
      this.context = context;
    }

    @WorkflowMethod
    public String run() {
      return "" + context.waitForSignal("heard", List.class);
    }
  }

  @Test
  void takesPrimitivesAndTypesOfSubclasses() {
    TestRun number =
        run((context, heard) -> "" + context.waitForSignal("count", int.class)).start();
    TestRun list = kit.run(kit.define(HearingNumbers.class, HearingNumbers::new)).start();
    send(number, "count", 7);
    send(list, "heard", List.of(1, 2));

    assertThat(number.result()).isEqualTo("7");
    assertThat(list.result()).isEqualTo("[1, 2]");
  }

  @Test
  void tellsWhatItWaitsFor() {
    TestRun run =
        run((context, heard) -> context.waitForSignal("word", String.class, HOUR)).start();

    assertThat(run.execution().waitingFor(seq -> "call " + seq))
        .singleElement()
        .asString()
        .startsWith("signal 'word' until ");
  }

  @Test
  void refusesWhatNobodyCanSendOrCarry() {
    TestRun unknown =
        run((context, heard) -> context.waitForSignal("unheard", String.class)).start();
    TestRun other =
        run((context, heard) -> "" + context.waitForSignal("word", Integer.class)).start();

    assertThat(unknown.failure().message())
        .isEqualTo(
            "Workflow 'waiting' cannot wait for signal 'unheard'; it can wait for [bell, count,"
                + " word]. Write @SignalMethod(queued = true) at its handler.");
    assertThat(other.failure().message())
        .isEqualTo("Signal 'word' carries java.lang.String, which is no java.lang.Integer.");
  }
}
