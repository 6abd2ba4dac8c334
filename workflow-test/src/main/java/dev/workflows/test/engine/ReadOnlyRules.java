package dev.workflows.test.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workflows.ActivityFailedException;
import dev.workflows.RunId;
import dev.workflows.StartOptions;
import dev.workflows.WorkflowClosedException;
import dev.workflows.history.Event;
import dev.workflows.spi.RunRecord;
import dev.workflows.spi.StoreException;
import dev.workflows.test.engine.PowerCut.Moment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Activities that only read cost no commit, and nothing depends on an answer that may be lost. */
abstract class ReadOnlyRules extends EngineRules {

  private static final int MOST_WRITES = 20;

  ReadOnlyRules(WorkflowEngineContract contract) {
    super(contract);
  }

  /** A machine that stands still for a second adds a commit, so the least is the engine's. */
  @Test
  void nineLookUpsAndOneEffectAreTwoCommitsBesideTheStart() {
    CommitCount commits = new CommitCount();
    Script script =
        w -> {
          StringBuilder seen = new StringBuilder();
          for (int i = 0; i < 9; i++) {
            seen.append(w.steps.look(""));
          }
          return w.steps.echo(seen.toString());
        };
    EngineHarness harness =
        engine(new EngineHarness(commits.in(store())), new CountingSteps(), script, 200);
    List<Integer> costs = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      String id = id("look-ups");
      RunId run = start(harness, id);
      result(harness, id);
      costs.add(commits.of(run.runId()));
    }

    assertThat(costs).contains(2).allMatch(cost -> cost >= 2);
  }

  @Test
  void answersQuestionsFromWhatIsDurable() {
    CountingSteps counting = new CountingSteps();
    EngineHarness harness =
        engine(
            counting,
            w -> {
              w.stage = w.steps.look("a");
              return w.steps.lookSlow("b");
            });
    String id = id("asked");
    start(harness, id);

    Eventually.holds(
        PATIENCE, () -> assertThat(harness.client().query(id, "stage")).isEqualTo("a#1[]"));
    assertThat(kinds(harness, id))
        .containsExactly(
            "workflow_started", "activity_scheduled", "activity_completed", "activity_scheduled");
    counting.release.countDown();
    assertThat(result(harness, id)).isEqualTo("b");
  }

  @Test
  void stopsWithoutForgettingAnAnswer() {
    CountingSteps counting = new CountingSteps();
    Script script = w -> w.steps.look("a") + w.steps.lookSlow("b");
    EngineHarness first = engine(counting, script);
    String id = id("stopped");
    start(first, id);
    Eventually.holds(PATIENCE, () -> assertThat(counting.calls).contains("slow b"));

    first.stop();
    counting.release.countDown();
    EngineHarness second = engine(counting, script);

    assertThat(result(second, id)).isEqualTo("a#1b");
    assertThat(counting.calls).containsOnlyOnce("look a");
  }

  @Test
  void goesOnWithAnswersWhenALookUpTakesTooLong() {
    CountingSteps counting = new CountingSteps();
    EngineHarness harness =
        engine(
            counting,
            w -> {
              String seen = w.steps.look("a");
              try {
                return w.steps.lookStubborn("b");
              } catch (ActivityFailedException e) {
                return w.steps.echo(seen);
              }
            });
    String id = id("slow-look-up");

    start(harness, id);

    assertThat(result(harness, id)).isEqualTo("a#1");
    assertThat(counting.calls).containsExactly("look a", "stubborn b", "echo a#1");
    counting.release.countDown();
  }

  @Test
  void takesWhatArrivesWhileItLooksUp() {
    CountingSteps counting = new CountingSteps();
    EngineHarness harness =
        engine(
            counting,
            w -> w.steps.look("a") + w.steps.lookSlow("b") + w.signals + w.steps.look("c"));
    String id = id("told");
    start(harness, id);
    harness.client().signal(id, null, "push", "hello");
    Eventually.holds(PATIENCE, () -> assertThat(kinds(harness, id)).contains("signal_received"));

    counting.release.countDown();

    assertThat(result(harness, id)).isEqualTo("a#1b[hello]c#2");
    assertThat(counting.calls).containsExactly("look a", "slow b", "look c");
  }

  @Test
  void noEffectDependsOnAnAnswerThatWasLostBeforeAWrite() {
    dependsOnWhatIsRecorded(Moment.BEFORE);
  }

  @Test
  void noEffectDependsOnAnAnswerThatWasLostAfterAWrite() {
    dependsOnWhatIsRecorded(Moment.AFTER);
  }

  private void dependsOnWhatIsRecorded(Moment moment) {
    CountingSteps counting = new CountingSteps();
    List<String> ids = new ArrayList<>();
    boolean reached = true;
    for (int write = 1; reached && write < MOST_WRITES; write++) {
      String id = id(moment + "-" + write);
      PowerCut cut = new PowerCut(store(), id, write, moment);
      EngineHarness doomed =
          engine(
              new EngineHarness(cut.store()).clientTimeout(Duration.ofSeconds(1)),
              counting,
              ReadOnlyRules::lookAndAct,
              200);
      startInVain(doomed, id);
      Eventually.holds(PATIENCE, () -> assertThat(cut.happened() || isClosed(id)).isTrue());
      doomed.close();
      ids.add(id);
      reached = cut.isReached();
    }

    assertThat(ids).as("each with its write").hasSizeGreaterThanOrEqualTo(5);
    EngineHarness survivor = engine(counting, ReadOnlyRules::lookAndAct);
    ids.forEach(id -> startInVain(survivor, id));
    for (String id : ids) {
      result(survivor, id);
      assertThat(counting.calls)
          .as("effects of " + id)
          .filteredOn(call -> call.startsWith("echo " + id))
          .isSubsetOf(recordedEffects(id));
    }
  }

  private static String lookAndAct(Scripted w) {
    String id = w.context.workflowId();
    String first = w.steps.echo(id + w.steps.look("a") + w.steps.look("b"));
    String seen = w.steps.look("c");
    w.context.sleep(Duration.ofMillis(5));
    return first + w.steps.echo(id + seen + w.steps.look("d"));
  }

  private static void startInVain(EngineHarness harness, String id) {
    try {
      harness.client().start("scripted", StartOptions.of(id).withIdempotencyKey(id), "in");
    } catch (StoreException | WorkflowClosedException e) {
      // the process is dead, or it got everything it needed before
    }
  }

  private boolean isClosed(String id) {
    return store().runs().find(id).map(run -> !run.status().isOpen()).orElse(false);
  }

  /** What the effects were called with, by the history: each is there with its answers. */
  private List<String> recordedEffects(String id) {
    RunRecord run = store().runs().find(id).orElseThrow();
    List<String> answers = new ArrayList<>();
    List<String> effects = new ArrayList<>();
    store()
        .histories()
        .read(run.runId(), 1, Long.MAX_VALUE)
        .forEach(
            recorded -> {
              if (recorded.event() instanceof Event.ActivityCompleted done) {
                answers.add(text(Objects.requireNonNull(done.result()).json()));
              } else if (recorded.event() instanceof Event.ActivityScheduled call
                  && call.activity().endsWith("echo")) {
                effects.add("echo " + text(Objects.requireNonNull(call.arguments()).json()));
              }
            });
    assertThat(effects)
        .containsExactly(
            "echo " + id + answers.get(0) + answers.get(1),
            "echo " + id + answers.get(3) + answers.get(4));
    return effects;
  }

  private static String text(String json) {
    return json.replace("\"", "");
  }
}
