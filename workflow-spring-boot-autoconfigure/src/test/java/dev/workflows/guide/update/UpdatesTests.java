package dev.workflows.guide.update;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.workflows.ResultTimeoutException;
import dev.workflows.UpdateFailedException;
import dev.workflows.WorkflowClosedException;
import dev.workflows.WorkflowException;
import dev.workflows.WorkflowHandle;
import dev.workflows.WorkflowStatus;
import dev.workflows.Workflows;
import dev.workflows.guide.GuideTest;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

@GuideTest
class UpdatesTests {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @Autowired private Workflows<TableWorkflow> workflows;
  @Autowired private TableRequests tables;
  @Autowired private Restaurant restaurant;
  @Autowired private TransactionTemplate transaction;

  @Test
  void anUpdateIsAnswered() {
    WorkflowHandle<TableWorkflow> table = workflows.start("table-1", TableWorkflow::reserve);

    assertThat(tables.change("table-1", 2)).isEqualTo("table for 2");

    table.signal(TableWorkflow::seat);
    assertThat(table.result(String.class, PATIENCE)).isEqualTo("table for 2");
    assertThatThrownBy(() -> tables.change("table-1", 3))
        .isInstanceOf(WorkflowClosedException.class);
  }

  @Test
  void nothingIsLeftOfAnUpdateThatIsRejected() {
    WorkflowHandle<TableWorkflow> table = workflows.start("table-2", TableWorkflow::reserve);
    long before = table.describe().historyLength();

    assertThat(tables.change("table-2", 0)).isNull();

    assertThat(table.describe().historyLength()).isEqualTo(before);
    assertThat(table.describe().deadLetters()).isZero();
  }

  @Test
  void aHandlerThatFailsDoesNotEndTheRun() {
    WorkflowHandle<TableWorkflow> table = workflows.start("table-3", TableWorkflow::reserve);

    assertThatThrownBy(() -> tables.change("table-3", 7))
        .isInstanceOf(UpdateFailedException.class)
        .hasMessageContaining("no table has 7 seats");

    assertThat(table.describe().summary().status()).isEqualTo(WorkflowStatus.RUNNING);
  }

  @Test
  void whoDidNotGetTheAnswerAsksAgain() {
    workflows.start("table-4", TableWorkflow::reserve);
    assertThatThrownBy(() -> tables.change("table-4", "request-1", 6))
        .isInstanceOf(ResultTimeoutException.class);

    restaurant.open();

    String answer =
        workflows.get("table-4").update("request-1", PATIENCE, table -> table.change(6));

    assertThat(answer).isEqualTo("table for 6");
    long length = workflows.get("table-4").describe().historyLength();
    // whatever it asks for now: it is the same update
    assertThat(tables.change("table-4", "request-1", 2)).isEqualTo("table for 6");
    assertThat(workflows.get("table-4").describe().historyLength()).isEqualTo(length);
  }

  @Test
  void aRunIsStartedForItsFirstUpdate() {
    assertThat(tables.reserve("table-5", 2)).isEqualTo("table for 2");
    assertThat(tables.reserve("table-5", 4)).isEqualTo("table for 4");
  }

  @Test
  void anUpdateIsNotPartOfATransaction() {
    workflows.start("table-6", TableWorkflow::reserve);

    assertThatThrownBy(() -> transaction.executeWithoutResult(open -> tables.change("table-6", 2)))
        .isInstanceOf(WorkflowException.class)
        .hasMessageContaining("cannot be sent in a transaction");
  }
}
