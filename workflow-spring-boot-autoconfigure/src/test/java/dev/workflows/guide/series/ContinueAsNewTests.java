package dev.workflows.guide.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.workflows.RunDescription;
import dev.workflows.RunFilter;
import dev.workflows.RunSummary;
import dev.workflows.WorkflowClient;
import dev.workflows.WorkflowHandle;
import dev.workflows.WorkflowStatus;
import dev.workflows.Workflows;
import dev.workflows.guide.GuideTest;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@GuideTest
class ContinueAsNewTests {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @Autowired private Workflows<MeterWorkflow> meters;
  @Autowired private WorkflowClient client;

  @Test
  void whatNobodyTookReachesTheNextRun() {
    WorkflowHandle<MeterWorkflow> meter = meters.start("meter-1", m -> m.read(0, 2));
    // all of them may have come before the first is taken, and the run takes two
    for (int reading : List.of(1, 2, 3, 4, 5)) {
      meter.signal(m -> m.reading(reading));
    }
    meter.signal(m -> m.reading(-1));

    // the handle names the first run; what it waits for is the result of the last one
    assertThat(meter.result(Integer.class, PATIENCE)).isEqualTo(15);
    assertThat(runs("meter-1")).hasSize(3);
  }

  @Test
  void aMessageIsRecognisedInEveryRunOfTheSeries() {
    WorkflowHandle<MeterWorkflow> meter = meters.start("meter-2", m -> m.read(0, 1));
    meter.signal("first", m -> m.reading(7));
    await().atMost(PATIENCE).until(() -> runs("meter-2").size() == 2);

    meter.signal("first", m -> m.reading(7));
    meter.signal("last", m -> m.reading(-1));

    assertThat(meter.result(Integer.class, PATIENCE)).isEqualTo(7);
  }

  @Test
  void theRunsNameEachOther() {
    WorkflowHandle<MeterWorkflow> meter = meters.start("meter-3", m -> m.read(0, 1));
    meter.signal(m -> m.reading(7));
    await().atMost(PATIENCE).until(() -> runs("meter-3").size() == 2);

    RunDescription first = meter.describe(); // by run id
    RunDescription second = meters.get("meter-3").describe(); // the open run
    assertThat(first.summary().status()).isEqualTo(WorkflowStatus.CONTINUED_AS_NEW);
    assertThat(first.links().continuedBy()).isEqualTo(second.summary().runId());
    assertThat(second.links().continues()).isEqualTo(first.summary().runId());
    assertThat(meters.get("meter-3").query(MeterWorkflow::total)).isEqualTo(7);
  }

  private List<RunSummary> runs(String id) {
    return client.list(new RunFilter("meter", null, id, null), 50, null).runs();
  }
}
