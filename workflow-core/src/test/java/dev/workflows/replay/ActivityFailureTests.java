package dev.workflows.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workflows.ActivityFailedException;
import dev.workflows.ErrorCode;
import dev.workflows.Failure;
import dev.workflows.PermanentException;
import java.io.FileNotFoundException;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How an activity's failure is recorded, and as what it arrives where it was called. */
class ActivityFailureTests {

  private final ReplayKit kit = new ReplayKit();
  private final FailureCodec codec = kit.parts.failures();

  @AfterEach
  void returnThreads() {
    kit.close();
  }

  @Test
  void arrivesAsItselfIfTheActivityDeclaresIt() {
    TestRun run = reserving().fail(2, new IOException("disk full"));

    assertThat(run.result())
        .isEqualTo("java.io.IOException: disk full, by ActivityFailedException");
  }

  @Test
  void arrivesAsTheDeclaredParentOfItsClass() {
    TestRun run = reserving().fail(2, new Acts.DiskGone("unplugged"));

    assertThat(run.result())
        .isEqualTo("java.io.IOException: unplugged, by ActivityFailedException");
  }

  @Test
  void arrivesAsItselfIfItIsNotToBeRetried() {
    TestRun run = reserving().fail(2, new Acts.OutOfStock("none left"));

    assertThat(run.result())
        .isEqualTo("dev.workflows.replay.Acts$OutOfStock: none left, by ActivityFailedException");
  }

  @Test
  void arrivesAsAFailedActivityOtherwise() {
    TestRun run = reserving().fail(2, new IllegalStateException("broken"));

    assertThat(run.result())
        .isEqualTo(
            "dev.workflows.ActivityFailedException: [WF-501] Activity 'acts.reserve' failed after"
                + " 3 attempts: java.lang.IllegalStateException: broken, by null");
  }

  /** Whoever waits for the failure would wait for ever. */
  @Test
  void isRecordedAlthoughTheExceptionCannotTellItsMessage() {
    TestRun run =
        reserving()
            .fail(
                2,
                new IllegalStateException() {
                  @Override
                  public String getMessage() {
                    throw new NoClassDefFoundError("a part of the message");
                  }
                });

    assertThat((String) run.result()).contains("ActivityFailedException");
  }

  @Test
  void tellsAPermanentFailureLikeAnyOther() {
    TestRun run = reserving().fail(2, new PermanentException("account closed"));

    assertThat((String) run.result())
        .contains("ActivityFailedException")
        .contains("dev.workflows.PermanentException: account closed");
  }

  @Test
  void arrivesTheSameWhenReplayed() {
    TestRun run =
        kit.run(
                self -> {
                  String seen = seen(self);
                  self.log.add(seen);
                  self.context.await(() -> false);
                  return "never";
                })
            .start()
            .fail(2, new Acts.DiskGone("unplugged"));

    java.util.List<String> live = run.log();
    assertThat(run.reload().log()).isEqualTo(live).hasSize(2);
  }

  @Test
  void neverFindsAClassByWhatIsRecorded() {
    TestRun run = reserving();

    run.turn(
        run.failureOf(
            2,
            new Failure(
                "java.io.FileNotFoundException",
                "made up",
                FileNotFoundException.class.getName(),
                null,
                null,
                null)));

    assertThat((String) run.result()).startsWith("dev.workflows.ActivityFailedException");
  }

  @Test
  void saysWhichAttemptFailedAndHow() {
    ActivityFailedException[] caught = new ActivityFailedException[1];
    kit.run(
            self -> {
              try {
                return self.acts.charge("o");
              } catch (ActivityFailedException e) {
                caught[0] = e;
                return "caught";
              }
            })
        .start()
        .fail(2, new IllegalStateException("broken", new IOException("cable")));

    assertThat(caught[0].activity()).isEqualTo("acts.charge");
    assertThat(caught[0].attempts()).isEqualTo(3);
    assertThat(caught[0].failure().type()).isEqualTo("java.lang.IllegalStateException");
    assertThat(caught[0].failure().stack()).contains("saysWhichAttemptFailedAndHow");
    assertThat(caught[0].failure().cause().summary()).isEqualTo("java.io.IOException: cable");
  }

  // ---- what is recorded

  @Test
  void recordsItsOwnCodesButNotThoseOfOthers() {
    assertThat(described(new dev.workflows.WorkflowException(ErrorCode.CLOSED, "x")).code())
        .isEqualTo("WF-202");
    assertThat(described(new IllegalStateException("x")).code()).isNull();
  }

  @Test
  void boundsMessagesAndStacks() {
    Failure failure = described(new IllegalStateException("é".repeat(50_000)));

    assertThat(failure.message()).hasSize(4_001).endsWith("…");
    assertThat(failure.stack()).hasSize(8_001).endsWith("…");
  }

  @Test
  void boundsTheChainOfCauses() {
    Exception deep = new IllegalStateException("0");
    for (int i = 1; i < 100; i++) {
      deep = new IllegalStateException("" + i, deep);
    }

    Failure failure = described(deep);

    int depth = 0;
    for (Failure at = failure; at.cause() != null; at = at.cause()) {
      depth++;
      assertThat(at.cause().stack()).isNull();
    }
    assertThat(depth).isEqualTo(8);
  }

  @Test
  void recordsCausesThatGoInACircle() {
    Exception one = new IllegalStateException("one");
    Exception two = new IllegalStateException("two", one);
    one.initCause(two);

    assertThat(described(one).cause().message()).isEqualTo("two");
  }

  @Test
  void recordsAnExceptionWithoutAMessage() {
    Failure failure = described(new NullPointerException());

    assertThat(failure.message()).isNull();
    assertThat(failure.summary()).isEqualTo("java.lang.NullPointerException");
  }

  @Test
  void cutsNoCharacterInHalf() {
    Failure failure = described(new IllegalStateException("a" + "\uD83D\uDE00".repeat(10_000)));

    assertThat(failure.message()).isNotNull();
    String text = failure.message();
    for (int i = 0; i < text.length(); i++) {
      if (Character.isHighSurrogate(text.charAt(i))) {
        assertThat(Character.isLowSurrogate(text.charAt(i + 1))).as("place %d", i).isTrue();
      }
    }
  }

  private Failure described(Throwable thrown) {
    return codec.decode(codec.encode(thrown, null));
  }

  private TestRun reserving() {
    return kit.run(self -> seen(self)).start();
  }

  private static String seen(Scripted self) {
    try {
      return self.acts.reserve("o");
    } catch (Exception e) {
      Throwable cause = e.getCause();
      return e.getClass().getName()
          + ": "
          + e.getMessage()
          + ", by "
          + (cause == null ? null : cause.getClass().getSimpleName());
    }
  }
}
