package dev.workflows.guide.determinism;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workflows.Workflows;
import dev.workflows.guide.GuideTest;
import dev.workflows.guide.determinism.DrawWorkflow.Ticket;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@GuideTest
class DeterminismTests {

  @Autowired private Workflows<DrawWorkflow> draws;

  @Test
  void aReplayDrawsTheSameTicket() {
    Ticket drawn = draws.execute("d-1", draw -> draw.draw(List.of("Ada", "Grace", "Edsger")));

    // the run is closed, so the question is answered by executing its code again
    assertThat(draws.get("d-1").query(DrawWorkflow::ticket)).isEqualTo(drawn);
  }
}
