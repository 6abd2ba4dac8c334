package dev.workflows.autoconfigure.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.workflows.WorkflowNotFoundException;
import dev.workflows.autoconfigure.host.BookingWorkflow.Way;
import dev.workflows.test.invariants.InvariantsExtension;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever the application migrates and writes with, its transactions and ours are the same. */
@ParameterizedClass
@MethodSource("dev.workflows.autoconfigure.host.Host#matrix")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostMatrixTests {

  private static final Set<String> OURS =
      Set.of(
          "workflow_run",
          "workflow_event",
          "workflow_inbox",
          "workflow_activity",
          "workflow_attribute",
          "workflow_node",
          "workflow_databasechangelog",
          "workflow_databasechangeloglock");

  @Parameter Host host;

  private String url;
  private RunningHost running;

  @RegisterExtension
  final InvariantsExtension invariants = new InvariantsExtension(() -> running.dataSource());

  @BeforeParameterizedClassInvocation
  void start() {
    url = host.database().create();
    running = host.start(url);
  }

  @AfterParameterizedClassInvocation
  void close() {
    running.close();
  }

  @Test
  void makesEachTableByItsOwnMigration() {
    Set<String> expected = new TreeSet<>(OURS);
    expected.addAll(host.migrations().tables());

    assertThat(running.tables()).isEqualTo(expected);
  }

  @Test
  void changesNothingAtTheNextStart() {
    List<Long> before = running.count(host.migrations().histories());

    try (RunningHost next = host.start(url)) {
      assertThat(next.count(host.migrations().histories())).isEqualTo(before).doesNotContain(0L);
    }
  }

  @Test
  void startsARunWithTheApplicationsCommit() {
    running.desk().take("committed", Way.AT_ONCE);

    assertThat(running.desk().result("committed")).isOne();
    assertThat(running.desk().count("order of committed")).isOne();
    assertThat(running.desk().count("committed")).isOne();
  }

  @Test
  void startsNothingWhenTheApplicationRollsBack() {
    assertThatThrownBy(() -> running.desk().takeAndThinkBetter("regretted"))
        .hasMessage("Thought better of regretted");

    assertThat(running.desk().count("order of regretted")).isZero();
    assertThatExceptionOfType(WorkflowNotFoundException.class)
        .isThrownBy(() -> running.desk().get("regretted").describe());
  }

  @Test
  void rollsTheRowOfAFailedAttemptBack() {
    running.desk().take("retried", Way.AT_THE_SECOND_ATTEMPT);

    assertThat(running.desk().result("retried")).isEqualTo(2);
    assertThat(running.desk().count("retried")).isOne();
  }

  @Test
  void rollsTheRowBackIfItsRecordCannotBeWritten() {
    running.desk().take("terminated", Way.WHEN_LET_GO);
    running.gate().awaitArrival();

    running.desk().get("terminated").terminate("while it books");

    assertThat(running.gate().open()).isFalse();
    assertThat(running.desk().count("terminated in attempt 1")).isZero();
  }
}
