package dev.workflows.test.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.workflows.ErrorCode;
import dev.workflows.IdConflictPolicy;
import dev.workflows.IdReusePolicy;
import dev.workflows.RunFilter;
import dev.workflows.RunId;
import dev.workflows.RunSummary;
import dev.workflows.StartOptions;
import dev.workflows.WorkflowAlreadyExistsException;
import dev.workflows.WorkflowClient;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a caller may choose for a start, as it shows from outside. */
abstract class StartOptionRules extends EngineRules {

  StartOptionRules(WorkflowEngineContract contract) {
    super(contract);
  }

  @Test
  void showsTheMemoOfARunThatBeginsHereAndOfOneThatBeginsLater() {
    EngineHarness harness = engine(new CountingSteps(), w -> w.steps.echo("x"));
    Map<String, Object> memo = Map.of("why", List.of(1, "two"));
    String here = id("here");
    String later = id("later");

    start(harness.client(), StartOptions.of(here).withMemo(memo));
    start(harness.client(), StartOptions.of(later).withMemo(memo).withDelay(Duration.ofMillis(20)));

    for (String id : List.of(here, later)) {
      assertThat(result(harness, id)).isEqualTo("x");
      assertThat(harness.client().describe(id).memo()).isEqualTo("{\"why\":[1,\"two\"]}");
      assertThat(kinds(harness, id)).startsWith("workflow_started", "marker");
    }
  }

  @Test
  void keepsTheMemoOfARunThatGoesOnAsNew() {
    EngineHarness harness =
        engine(
            new CountingSteps(),
            w -> {
              if (w.context.attributes().isEmpty()) {
                w.context.attribute("second", "true");
                throw w.context.continueAsNew("in");
              }
              return w.steps.echo("x");
            });
    String id = id("continued");

    start(harness.client(), StartOptions.of(id).withMemo("for people"));

    assertThat(result(harness, id)).isEqualTo("x");
    assertThat(harness.client().describe(id).memo()).isEqualTo("\"for people\"");
    assertThat(harness.client().describe(id).links().continues()).isNotNull();
  }

  @Test
  void refusesAnIdThatWasUsedBefore() {
    EngineHarness harness = engine(new CountingSteps(), w -> "x");
    StartOptions once = StartOptions.of(id("once")).withIdReuse(IdReusePolicy.REJECT_DUPLICATE);
    RunId first = start(harness.client(), once);
    assertThat(result(harness, first.workflowId())).isEqualTo("x");

    assertThatThrownBy(() -> start(harness.client(), once))
        .isInstanceOfSatisfying(
            WorkflowAlreadyExistsException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.ID_USED_BEFORE))
        .hasMessageContaining(first.runId().toString());
    assertThatThrownBy(
            () ->
                harness
                    .client()
                    .signalWithStart("scripted", once, List.of("in"), null, "push", List.of("go")))
        .isInstanceOf(WorkflowAlreadyExistsException.class);
  }

  @Test
  void takesTheOpenRunInPlaceOfANewOne() {
    EngineHarness harness =
        engine(
            new CountingSteps(),
            w -> {
              w.context.await(() -> !w.signals.isEmpty());
              return "x";
            });
    StartOptions any = StartOptions.of(id("any")).withIdConflict(IdConflictPolicy.USE_EXISTING);

    RunId first = start(harness.client(), any);

    assertThat(start(harness.client(), any)).isEqualTo(first);
  }

  @Test
  void beginsAtItsTimeAndAtOnceIfThatHasPassed() {
    EngineHarness harness = engine(new CountingSteps(), w -> "" + w.context.now());
    String later = id("later");
    String past = id("past");
    Instant at = Instant.now().plusSeconds(2);

    start(harness.client(), StartOptions.of(later).withStartAt(at));
    start(harness.client(), StartOptions.of(past).withStartAt(Instant.EPOCH));

    assertThat(result(harness, past)).isNotEmpty();
    assertThat(Instant.parse(result(harness, later))).isAfterOrEqualTo(at.minusMillis(500));
  }

  @Test
  void findsRunsByTheirAttributes() {
    EngineHarness harness = engine(new CountingSteps(), w -> w.steps.echo("x"));
    String id = id("tagged");
    start(harness.client(), StartOptions.of(id).withAttribute("self", id));
    result(harness, id);

    List<RunSummary> found =
        harness.client().list(RunFilter.all().withAttribute("self", id), 10, null).runs();

    assertThat(found).extracting(RunSummary::workflowId).containsExactly(id);
    assertThat(found.get(0).attributes()).isEqualTo(Map.of("self", id));
  }

  private static RunId start(WorkflowClient client, StartOptions options) {
    return client.start("scripted", options, "in");
  }
}
