package dev.workflows.guide.determinism;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workflows.RunEvent;
import dev.workflows.WorkflowClient;
import dev.workflows.Workflows;
import dev.workflows.guide.GuideTest;
import dev.workflows.guide.determinism.DrawWorkflow.Ticket;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@GuideTest
class DeterminismTests {

  @Autowired private Workflows<DrawWorkflow> draws;
  @Autowired private Workflows<RenewalWorkflow> renewals;
  @Autowired private WorkflowClient client;

  @Test
  void aReplayDrawsTheSameTicket() {
    Ticket drawn = draws.execute("d-1", draw -> draw.draw(List.of("Ada", "Grace", "Edsger")));

    // the run is closed, so the question is answered by executing its code again
    assertThat(draws.get("d-1").query(DrawWorkflow::ticket)).isEqualTo(drawn);
  }

  @Test
  void aNewRunFollowsAChangeAndTheHistorySaysSo() {
    String answer = renewals.execute("r-1", renewal -> renewal.renew("Ada"));

    assertThat(answer).isEqualTo("renewed for Ada");
    assertThat(client.history("r-1", 2, 2))
        .extracting(RunEvent::name)
        .containsExactly("patch:remind-first");
  }
}
