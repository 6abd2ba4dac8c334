package dev.workflows.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.workflows.ErrorCode;
import dev.workflows.Workflow;
import dev.workflows.WorkflowException;
import dev.workflows.WorkflowMethod;
import dev.workflows.history.Event;
import dev.workflows.json.JacksonPayloadCodec;
import dev.workflows.payload.Payload;
import dev.workflows.payload.PayloadCodec;
import java.lang.reflect.Type;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An exception that leaves the code is an outcome of the run; an error is none: it blocks it. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class CodeErrorTests {

  /** Cannot be made. */
  @Workflow("scripted")
  static class Unmakeable {

    Unmakeable() {
      throw new NoClassDefFoundError("com/example/Gone");
    }

    @WorkflowMethod
    public void run(String input) {}
  }

  /** Cannot be described. */
  static final class Evil extends RuntimeException {
    private static final long serialVersionUID = 1L;

    @Override
    public String getMessage() {
      throw new UnsupportedOperationException("no message");
    }
  }

  private final ReplayKit kit = new ReplayKit();

  @AfterEach
  void returnThreads() {
    kit.close();
  }

  @Test
  void failsTheRunByAnExceptionOfItsMethod() {
    TestRun run =
        kit.run(
                self -> {
                  throw new java.io.IOException("disk gone");
                })
            .start();

    assertThat(run.failure().type()).isEqualTo("java.io.IOException");
    assertThat(run.failure().message()).isEqualTo("disk gone");
    assertThat(run.execution().isClosed()).isTrue();
  }

  @Test
  void failsTheRunByAnExceptionOfAHandler() {
    TestRun run =
        kit.run(
                self -> waitForEver(self),
                (self, value) -> {
                  throw new IllegalArgumentException(value);
                })
            .start()
            .push("bad");

    assertThat(run.failure().type()).isEqualTo("java.lang.IllegalArgumentException");
    assertThat(run.failure().message()).isEqualTo("bad");
  }

  @Test
  void failsTheRunByAResultThatCannotBeWritten() {
    TestRun run = kit.run(self -> "x".repeat(ReplayKit.LIMIT + 1)).start();

    assertThat(run.failure().code()).isEqualTo(ErrorCode.PAYLOAD_TOO_LARGE.code());
  }

  @Test
  void blocksOnAnErrorOfTheMethod() {
    TestRun run =
        kit.run(
            self -> {
              throw new AssertionError("impossible");
            });

    blocked(run::start).hasMessageContaining("ended with java.lang.AssertionError: impossible");
    assertThat(run.execution().isClosed()).isFalse();
  }

  @Test
  void blocksOnAnErrorOfAHandler() {
    TestRun run =
        kit.run(
                self -> waitForEver(self),
                (self, value) -> {
                  throw new StackOverflowError();
                })
            .start();

    blocked(() -> run.push("x")).hasMessageContaining("java.lang.StackOverflowError");
  }

  @Test
  void blocksOnAnErrorOfACondition() {
    TestRun run =
        kit.run(
                self -> {
                  self.context.await(() -> fail(self.log.size() > 1));
                  return "never";
                })
            .start();

    blocked(() -> run.push("x")).hasMessageContaining("java.lang.AssertionError: asked");
  }

  @Test
  void throwsAnExceptionOfAConditionWhereTheCodeWaits() {
    TestRun run =
        kit.run(
                self -> {
                  try {
                    self.context.await(() -> self.log.get(1).isEmpty());
                    return "held";
                  } catch (IndexOutOfBoundsException e) {
                    self.context.await(() -> self.log.size() > 1 && self.log.get(7).isEmpty());
                    return "never";
                  }
                })
            .start();
    assertThat(run.execution().isClosed()).isFalse();

    run.push("x");

    assertThat(run.failure().type()).isEqualTo("java.lang.IndexOutOfBoundsException");
  }

  @Test
  void blocksOnAnErrorOfTheConstructor() {
    TestRun run = kit.run(kit.define(Unmakeable.class, context -> new Unmakeable()));

    blocked(run::start).hasMessageContaining("NoClassDefFoundError: com/example/Gone");
  }

  @Test
  void blocksOnAnErrorWhileTheResultIsWritten() {
    ReplayKit broken = new ReplayKit(new OverflowingCodec());
    TestRun run = broken.run(self -> "result");

    blocked(run::start).hasMessageContaining("java.lang.StackOverflowError");
    broken.close();
  }

  @Test
  void failsWithTheTypeOfAnExceptionThatCannotTellItsMessage() {
    TestRun run =
        kit.run(
            self -> {
              throw new Evil();
            });

    run.start();

    assertThat(run.last())
        .isInstanceOfSatisfying(
            Event.WorkflowFailed.class,
            failed -> assertThat(failed.failure().json()).contains(Evil.class.getName()));
  }

  @Test
  void blocksWhenReplayedAsWellAndGoesOnWithMendedCode() {
    TestRun run = kit.run(self -> waitForEver(self)).start().push("x");
    blocked(
        () ->
            run.deploy(
                kit.scripted(
                    self -> {
                      self.context.await(() -> fail(self.log.size() > 1));
                      return "never";
                    })));

    run.deploy(
        kit.scripted(
            self -> {
              self.context.await(() -> self.log.size() > 2);
              return "mended";
            }));
    run.push("y");

    assertThat(run.result()).isEqualTo("mended");
    assertThat(run.last()).isInstanceOf(Event.WorkflowCompleted.class);
  }

  private static org.assertj.core.api.AbstractThrowableAssert<?, ? extends Throwable> blocked(
      ThrowingCallable call) {
    return assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            WorkflowException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CODE_ERROR))
        .hasMessageStartingWith("[WF-106] The code of workflow 'order-17' ended with ")
        .hasMessageEndingWith(" Mend it and deploy again.");
  }

  private static boolean fail(boolean now) {
    if (now) {
      throw new AssertionError("asked");
    }
    return false;
  }

  private static String waitForEver(Scripted self) {
    self.context.await(() -> false);
    return "never";
  }

  /** Runs out of stack where a value has no end. */
  private static final class OverflowingCodec implements PayloadCodec {

    private final PayloadCodec codec = new JacksonPayloadCodec();

    @Override
    public @Nullable Payload encode(@Nullable Object value, Type type) {
      throw new StackOverflowError();
    }

    @Override
    public @Nullable Object decode(@Nullable Payload payload, Type type) {
      return codec.decode(payload, type);
    }

    @Override
    public @Nullable Payload encodeArguments(List<Type> types, @Nullable Object[] arguments) {
      return codec.encodeArguments(types, arguments);
    }

    @Override
    public @Nullable Object[] decodeArguments(@Nullable Payload payload, List<Type> types) {
      return codec.decodeArguments(payload, types);
    }

    @Override
    public @Nullable String objectionTo(Type type) {
      return codec.objectionTo(type);
    }
  }
}
