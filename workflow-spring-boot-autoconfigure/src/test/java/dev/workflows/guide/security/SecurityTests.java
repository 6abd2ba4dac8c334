package dev.workflows.guide.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workflows.RunEvent;
import dev.workflows.WorkflowClient;
import dev.workflows.WorkflowHandle;
import dev.workflows.Workflows;
import dev.workflows.guide.GuideTest;
import dev.workflows.guide.order.Order;
import dev.workflows.guide.order.Orders;
import dev.workflows.guide.security.Laboratory.Patient;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@GuideTest
class SecurityTests {

  @Autowired private FraudDesk desk;
  @Autowired private Orders orders;
  @Autowired private WorkflowClient client;
  @Autowired private Workflows<AdmissionWorkflow> admissions;

  @Test
  void aHistoryTellsWhoEndedARun() {
    orders.place(new Order("s-1", List.of(new Order.Line("tea", 1))));

    desk.stop("s-1", () -> "ada");

    assertThat(client.describe("s-1").reason()).isEqualTo("suspected fraud");
    assertThat(client.history("s-1", 1, 100))
        .last()
        .returns("workflow_terminated", RunEvent::type)
        .returns("ada", RunEvent::by);
  }

  @Test
  void whatIsSensitiveIsRecordedAndNotShown() {
    WorkflowHandle<AdmissionWorkflow> run =
        admissions.start("doc-1", admission -> admission.admit(new Patient(7, "Ada")));

    assertThat(run.result(String.class, Duration.ofSeconds(20))).isEqualTo("Ada has a cold");
    assertThat(run.describe().input()).isEqualTo("{\"room\":7,\"name\":\"***\"}");
    assertThat(run.describe().result()).isEqualTo("\"***\"");
    assertThat(client.history("doc-1", 1, 100))
        .extracting(RunEvent::payload)
        .contains("[{\"room\":7,\"name\":\"***\"},\"***\"]")
        .noneMatch(payload -> String.valueOf(payload).contains("Ada"));
  }
}
