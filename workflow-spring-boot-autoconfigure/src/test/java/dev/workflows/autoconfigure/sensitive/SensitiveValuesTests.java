package dev.workflows.autoconfigure.sensitive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workflows.RunId;
import dev.workflows.StartOptions;
import dev.workflows.WorkflowClient;
import dev.workflows.autoconfigure.ApplicationInvariants;
import dev.workflows.autoconfigure.sensitive.TreatmentWorkflow.Finding;
import dev.workflows.autoconfigure.sensitive.TreatmentWorkflow.Letter;
import dev.workflows.autoconfigure.sensitive.TreatmentWorkflow.Patient;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.web.context.WebApplicationContext;

/** What is marked is not shown, also to whom values are shown; the database has it. */
@SpringBootTest(
    classes = ClinicApplication.class,
    properties = {
      "workflow.worker.poll=50ms",
      "logging.level.dev.workflows=trace",
      "management.endpoints.web.exposure.include=workflows",
      "management.endpoint.workflows.access=unrestricted",
      "management.endpoint.workflows.show-values=always"
    })
@ExtendWith({ApplicationInvariants.class, OutputCaptureExtension.class})
@DirtiesContext // closed before its database is
abstract class SensitiveValuesTests {

  private static final Duration SOON = Duration.ofSeconds(20);

  @Autowired private WebApplicationContext context;
  @Autowired private WorkflowClient client;
  @Autowired private JdbcClient sql;

  @Test
  void areMaskedWhereverARunIsShown(CapturedOutput output) {
    RunId run = treated("t-1");

    assertThat(get("/t-1"))
        .bodyText()
        .contains(
            "\"input\":{\"room\":7,\"name\":\"***\"}",
            "\"about\":[{\"room\":7,\"name\":\"***\"}]",
            "\"findings\":{\"blood\":{\"text\":\"***\",\"urgent\":true}}")
        .doesNotContain("Lovelace", "blood-4711");
    assertThat(get("/t-1/history"))
        .bodyText()
        .contains(
            "\"payload\":[{\"room\":7,\"name\":\"***\"},\"***\"]",
            "\"type\":\"signal_received\"",
            "\"payload\":\"***\"")
        .doesNotContain("Lovelace", "blood-4711");
    assertThat(client.history("t-1", 1, 100))
        .noneMatch(event -> String.valueOf(event.payload()).contains("Lovelace"));
    assertThat(output.getAll())
        .contains(run.runId().toString())
        .doesNotContain("Lovelace", "blood-4711");
  }

  @Test
  void areIntactInTheDatabaseAndInCode() {
    RunId run = treated("t-2");

    assertThat(payloads(run, "workflow_started"))
        .containsExactly("{\"room\":7,\"name\":\"Lovelace\"}");
    assertThat(payloads(run, "signal_received")).containsExactly("\"blood-4711\"");
    assertThat(payloads(run, "activity_scheduled"))
        .containsExactly("[{\"room\":7,\"name\":\"Lovelace\"},\"blood-4711\"]");
    assertThat(payloads(run, "activity_completed"))
        .containsExactly("\"diagnosis of Lovelace by blood-4711\"");
    assertThat(client.result("t-2", Letter.class, SOON))
        .isEqualTo(
            new Letter(
                List.of(new Patient(7, "Lovelace")),
                Map.of("blood", new Finding("diagnosis of Lovelace by blood-4711", true))));
    assertThat(
            mvc()
                .post()
                .uri("/actuator/workflows/t-2")
                .contentType(MediaType.APPLICATION_JSON)
                .content("{\"action\":\"query\",\"name\":\"taken\"}"))
        .bodyText()
        .isEqualTo("{\"result\":\"blood-4711\"}");
  }

  private RunId treated(String id) {
    RunId run = client.start("treatment", StartOptions.of(id), new Patient(7, "Lovelace"));
    client.signal(id, null, "sample", "blood-4711");
    client.result(id, Letter.class, SOON);
    return run;
  }

  private List<String> payloads(RunId run, String type) {
    return sql.sql("select payload from workflow_event where run_id = :run and type = :type")
        .param("run", run.runId())
        .param("type", type)
        .query(String.class)
        .list();
  }

  private MvcTestResult get(String path) {
    return mvc().get().uri("/actuator/workflows" + path).exchange();
  }

  private MockMvcTester mvc() {
    return MockMvcTester.from(context);
  }
}
