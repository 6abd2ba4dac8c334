package dev.workflows.guide.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import dev.workflows.InvalidRequestException;
import dev.workflows.RunSummary;
import dev.workflows.WorkflowAlreadyExistsException;
import dev.workflows.WorkflowClient;
import dev.workflows.WorkflowHandle;
import dev.workflows.WorkflowNotFoundException;
import dev.workflows.Workflows;
import dev.workflows.guide.GuideTest;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@GuideTest
class ClientsTests {

  @Autowired private Greetings greetings;
  @Autowired private Workflows<Greeting> workflows;
  @Autowired private WorkflowClient client;
  @Autowired private Campaigns campaigns;

  @Test
  void everyWayToStartGivesTheResult() {
    assertThat(greetings.now("g-1", "Ada")).isEqualTo("Hello, Ada");
    assertThat(greetings.later("g-2", "Ada")).isEqualTo("Hello, Ada");
    assertThat(greetings.untyped("g-3", "Ada")).isEqualTo("Hello, Ada");
    assertThat(greetings.completed(null).runs())
        .extracting(RunSummary::workflowId)
        .contains("g-1", "g-2", "g-3");
  }

  @Test
  void anIdempotencyKeyGivesTheSameRun() {
    assertThat(greetings.once("request-1", "Ada")).isEqualTo(greetings.once("request-1", "Ada"));
  }

  @Test
  void aStartIsPartOfTheTransaction() {
    assertThatIllegalArgumentException().isThrownBy(() -> greetings.twice(" "));
    assertThatExceptionOfType(WorkflowNotFoundException.class)
        .isThrownBy(() -> client.describe("first of  "));

    greetings.twice("Grace");

    assertThat(client.result("second of Grace", String.class, Duration.ofSeconds(20)))
        .isEqualTo("Hello, Grace");
  }

  @Test
  void aRunIsFoundByItsAttributes() {
    WorkflowHandle<CampaignWorkflow> run = campaigns.launch("c-1", "north", Instant.now());
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(
            () ->
                assertThat(campaigns.waitingIn("north"))
                    .extracting(RunSummary::workflowId)
                    .containsExactly("c-1"));
    assertThat(campaigns.launch("c-1", "south", Instant.now()).id()).isEqualTo(run.id());
    assertThat(run.describe().memo()).isEqualTo("{\"asked for by\":\"marketing\"}");
    assertThat(run.describe().deadline()).isAfter(Instant.now().plus(Duration.ofDays(6)));

    run.signal(CampaignWorkflow::approve);

    assertThat(run.result(String.class, Duration.ofSeconds(20))).isEqualTo("Spring sale for north");
    assertThat(campaigns.waitingIn("north")).isEmpty();
    assertThatExceptionOfType(WorkflowAlreadyExistsException.class)
        .isThrownBy(() -> campaigns.launch("c-1", "north", Instant.now()))
        .withMessageContaining("WF-221");
  }

  @Test
  void aLambdaMakesExactlyOneCall() {
    assertThatExceptionOfType(InvalidRequestException.class)
        .isThrownBy(() -> workflows.start("g-4", greeting -> {}))
        .withMessageContaining("WF-211");
  }
}
