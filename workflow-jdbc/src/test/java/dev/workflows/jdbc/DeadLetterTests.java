package dev.workflows.jdbc;

import static dev.workflows.jdbc.Scenario.closing;
import static dev.workflows.jdbc.Scenario.lease;
import static dev.workflows.jdbc.Scenario.owned;
import static org.assertj.core.api.Assertions.assertThat;

import dev.workflows.WorkflowStatus;
import dev.workflows.spi.CommitStore.Send;
import dev.workflows.spi.Message;
import dev.workflows.spi.NewRun;
import dev.workflows.spi.RunCommit;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a closing leaves over, on each database. */
abstract class DeadLetterTests extends TransactionTestSupport {

  NewRun started() {
    NewRun run = owned(id());
    database.store().commits().start(List.of(run));
    return run;
  }

  void send(NewRun run, String id) {
    database
        .store()
        .commits()
        .send(List.of(new Send(run.runId().toString(), Message.signal(id, "paid", null))));
  }

  @Test
  void areMessagesThatWereToBecomeVisibleAfterTheClosing() {
    NewRun run = started();
    send(run, "now");
    send(run, "later");
    database
        .sql()
        .sql(
            """
            update workflow_inbox
            set visible_at = visible_at + interval '1' hour
            where chain_id = :chain and message_id = 'signal:later'
            """)
        .param("chain", run.runId())
        .update();

    database
        .store()
        .commits()
        .commit(List.of(closing(lease(run), 3, new RunCommit.Consumed("signal:now", 3))));

    assertThat(database.store().runs().find(run.workflowId()).orElseThrow().status())
        .isEqualTo(WorkflowStatus.COMPLETED);
    assertThat(database.store().runs().deadLetters(run.runId())).isEqualTo(1);
    assertThat(database.store().ownership().markDeadLetters()).isZero();
  }
}
