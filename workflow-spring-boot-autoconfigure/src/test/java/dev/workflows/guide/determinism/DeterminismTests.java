package dev.workflows.guide.determinism;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.workflows.InvalidRequestException;
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
  @Autowired private Workflows<FirstNoticeWorkflow> firstNotices;
  @Autowired private Workflows<NoticeWorkflow> notices;
  @Autowired private WorkflowClient client;

  @Test
  void aReplayDrawsTheSameTicket() {
    Ticket drawn = draws.execute("d-1", draw -> draw.draw(List.of("Ada", "Grace", "Edsger")));

    // the run is closed, so the question is answered by executing its code again
    assertThat(draws.get("d-1").query(DrawWorkflow::ticket)).isEqualTo(drawn);
  }

  @Test
  void aNewRunFollowsAChangeAndTheHistorySaysSo() {
    String answer = renewals.execute("random-1", renewal -> renewal.renew("Ada"));

    assertThat(answer).isEqualTo("renewed for Ada");
    assertThat(client.history("random-1", 2, 2))
        .extracting(RunEvent::name)
        .containsExactly("patch:remind-first");
  }

  @Test
  void newRunsBeginWithTheNewestVersion() {
    String answer = notices.execute("n-1", notice -> notice.send("Ada"));

    assertThat(answer).isEqualTo("renewed for Ada");
    assertThat(client.history("n-1", 1, 1).get(0).detail()).endsWith("\t\t2");
    assertThatExceptionOfType(InvalidRequestException.class)
        .isThrownBy(() -> firstNotices.start("n-2", notice -> notice.send("Ada")))
        .withMessageContaining("Inject Workflows<NoticeWorkflow>");
  }
}
