package dev.workflows.guide.child;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.workflows.IllegalWorkflowCallException;
import dev.workflows.PendingChild;
import dev.workflows.RunDescription;
import dev.workflows.RunFilter;
import dev.workflows.WorkflowClient;
import dev.workflows.WorkflowFailedException;
import dev.workflows.WorkflowHandle;
import dev.workflows.WorkflowStatus;
import dev.workflows.Workflows;
import dev.workflows.guide.GuideTest;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@GuideTest
class ChildrenTests {

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Duration LONG = Duration.ofHours(1);

  @Autowired private Workflows<PayrollWorkflow> payrolls;
  @Autowired private Workflows<HiringWorkflow> hirings;
  @Autowired private Workflows<DeskWorkflow> desks;
  @Autowired private SalaryWorkflow salary;
  @Autowired private WorkflowClient client;
  @Autowired private Bank bank;

  @Test
  void eachCallIsARunAndTheCallerHasItsResult() {
    WorkflowHandle<PayrollWorkflow> payroll =
        payrolls.start("may", p -> p.pay(List.of("Ada", "Grace"), Duration.ZERO));

    assertThat(payroll.result(Integer.class, PATIENCE)).isEqualTo(2000);
    assertThat(bank.transfers()).contains("Ada 1000", "Grace 1000");
  }

  @Test
  void parentAndChildNameEachOther() {
    WorkflowHandle<PayrollWorkflow> payroll =
        payrolls.start("june", p -> p.pay(List.of("Edsger"), LONG));
    PendingChild child = firstChild(payroll);

    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(client.describe(child.runId().toString()).links().parent())
                    .isEqualTo(payroll.describe().summary().runId()));
    assertThat(child.type()).isEqualTo("salary");
    assertThat(child.workflowId()).isEqualTo(child.runId().toString());
    assertThat(payroll.describe().summary().waitingFor().toString())
        .contains("child '" + child.workflowId() + "' of type 'salary'");
  }

  @Test
  void aChildIsAskedToEndWithTheCodeThatWaitsForIt() {
    WorkflowHandle<PayrollWorkflow> payroll =
        payrolls.start("july", p -> p.pay(List.of("Alan"), LONG));
    PendingChild child = firstChild(payroll);

    payroll.cancel("no money");

    assertThatThrownBy(() -> payroll.result(Integer.class, PATIENCE))
        .isInstanceOf(WorkflowFailedException.class);
    assertThat(client.describe(child.runId().toString()).summary().status())
        .isEqualTo(WorkflowStatus.CANCELLED);
    assertThat(payroll.describe().summary().status()).isEqualTo(WorkflowStatus.CANCELLED);
  }

  @Test
  void aFailureOfAChildFailsItsParentIfNobodyCatchesIt() {
    WorkflowHandle<PayrollWorkflow> payroll =
        payrolls.start("august", p -> p.pay(List.of("unknown Joe"), Duration.ZERO));

    assertThatThrownBy(() -> payroll.result(Integer.class, PATIENCE))
        .isInstanceOf(WorkflowFailedException.class)
        .hasMessageContaining("ended as FAILED")
        .hasMessageContaining("unknown Joe has no account");
  }

  @Test
  void aStartedChildIsAwaitedLater() {
    WorkflowHandle<HiringWorkflow> hiring = hirings.start("hiring-1", h -> h.hire("Barbara"));
    await().atMost(PATIENCE).until(() -> bank.transfers().contains("Barbara 500"));
    await().atMost(PATIENCE).until(() -> !runs("desk-Barbara").isEmpty());

    desks.get("desk-Barbara").signal(d -> d.free("7"));

    assertThat(hiring.result(String.class, PATIENCE)).isEqualTo("7");
  }

  @Test
  void aChildDoesNotBeginWhereItsIdHasAnOpenRun() {
    desks.start("desk-Donald", d -> d.prepare("Donald"));

    String outcome = hirings.execute("hiring-2", h -> h.hire("Donald"));

    assertThat(outcome).isEqualTo("has a desk already");
  }

  @Test
  void aChildThatIsEndedTellsItsParent() {
    WorkflowHandle<HiringWorkflow> hiring = hirings.start("hiring-3", h -> h.hire("Ken"));
    await().atMost(PATIENCE).until(() -> !runs("desk-Ken").isEmpty());

    desks.get("desk-Ken").terminate("no room");

    assertThat(hiring.result(String.class, PATIENCE)).isEqualTo("works at home");
  }

  @Test
  void aChildIsAskedToEndByItsParentsEnd() {
    WorkflowHandle<HiringWorkflow> hiring = hirings.start("hiring-4", h -> h.hire("Niklaus"));
    await().atMost(PATIENCE).until(() -> !runs("desk-Niklaus").isEmpty());

    hiring.terminate("he does not come");

    await().atMost(PATIENCE).until(() -> bank.transfers().contains("desk of Niklaus 0"));
    await()
        .atMost(PATIENCE)
        .until(() -> runs("desk-Niklaus").get(0).summary().status() == WorkflowStatus.CANCELLED);
  }

  @Test
  void outsideOfRunsAWorkflowCannotBeCalled() {
    assertThatThrownBy(() -> salary.pay("Ada", Duration.ZERO))
        .isInstanceOf(IllegalWorkflowCallException.class)
        .hasMessageContaining("Workflows<SalaryWorkflow>");
  }

  private static PendingChild firstChild(WorkflowHandle<PayrollWorkflow> payroll) {
    await().atMost(PATIENCE).until(() -> !payroll.describe().pendingChildren().isEmpty());
    return payroll.describe().pendingChildren().get(0);
  }

  private List<RunDescription> runs(String id) {
    return client.list(new RunFilter(null, null, id, null), 1, null).runs().stream()
        .map(run -> client.describe(run.runId().toString()))
        .toList();
  }
}
