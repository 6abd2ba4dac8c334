package dev.workflows.guide.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workflows.WorkflowHandle;
import dev.workflows.Workflows;
import dev.workflows.guide.GuideTest;
import dev.workflows.guide.security.Laboratory.Patient;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.ActiveProfiles;

@GuideTest
@ActiveProfiles("production")
class EncryptionTests {

  @Autowired private Workflows<AdmissionWorkflow> admissions;
  @Autowired private JdbcClient sql;

  @Test
  void theTablesTellNothingButTheKey() {
    WorkflowHandle<AdmissionWorkflow> run =
        admissions.start("e-1", admission -> admission.admit(new Patient(7, "Ada")));

    assertThat(run.result(String.class, Duration.ofSeconds(20))).isEqualTo("Ada has a cold");
    assertThat(
            sql.sql("select payload from workflow_event where payload is not null")
                .query(String.class)
                .list())
        .hasSize(4)
        .allMatch(payload -> payload.startsWith(" {\"$encoded\":\"aes:2026-11\",\"data\":"));
  }
}
