package dev.workflows.guide.activity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workflows.RunEvent;
import dev.workflows.WorkflowClient;
import dev.workflows.Workflows;
import dev.workflows.guide.GuideTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.simple.JdbcClient;

@GuideTest
class ActivitiesTests {

  @Autowired private Workflows<LoanWorkflow> loans;
  @Autowired private Workflows<TopUpWorkflow> topUps;
  @Autowired private WorkflowClient client;
  @Autowired private CreditBureau bureau;
  @Autowired private BureauClient bureauClient;
  @Autowired private MailServer mailServer;
  @Autowired private JdbcClient jdbc;

  @Test
  void everyAttemptHasTheSameKeyAndTheTransactionHappensOnce() {
    String answer = loans.execute("loan-1", loan -> loan.lend("Grace", 100));

    assertThat(answer).isEqualTo("lent");
    assertThat(mailServer.keys()).hasSize(2).allMatch(mailServer.keys().get(0)::equals);
    assertThat(bookings("Grace")).isEqualTo(1);
    assertThat(client.history("loan-1", 1, Long.MAX_VALUE))
        .filteredOn(event -> event.type().equals("activity_scheduled"))
        .extracting(RunEvent::name)
        .containsExactly("creditBureau.score", "ledger.book", "mails.send");
  }

  @Test
  @ExtendWith(OutputCaptureExtension.class)
  void aDeclaredExceptionArrivesAsItselfAfterTheConfiguredAttempts(CapturedOutput output) {
    String answer = loans.execute("loan-2", loan -> loan.lend("nobody", 100));

    assertThat(answer).isEqualTo("ask a person");
    assertThat(bureauClient.asked()).filteredOn("nobody"::equals).hasSize(2);
    String unavailable = CreditUnavailable.class.getName();
    assertThat(output)
        .containsOnlyOnce(
            "Activity 'creditBureau.score' of workflow 'loan-2' failed in attempt 1 of 2")
        .contains("and is tried again at 20")
        .containsOnlyOnce(
            "Activity 'creditBureau.score' of workflow 'loan-2' failed in attempt 2 of 2")
        .contains("and is not tried again: " + unavailable)
        .doesNotContain("\tat ");
  }

  @Test
  void aPermanentExceptionIsNotRetried() {
    String answer = loans.execute("loan-3", loan -> loan.lend(" ", 100));

    assertThat(answer).isEqualTo("refused after 1 attempt");
  }

  @Test
  void aLookUpIsInTheHistoryBeforeTheBookingThatDependsOnIt() {
    assertThat(topUps.<Integer>execute("top-up-1", account -> account.topUp("Edsger", 70)))
        .isEqualTo(70);
    assertThat(topUps.<Integer>execute("top-up-2", account -> account.topUp("Edsger", 70)))
        .isEqualTo(70);

    assertThat(bookings("Edsger")).isEqualTo(1);
    assertThat(client.history("top-up-1", 1, Long.MAX_VALUE))
        .filteredOn(event -> event.type().equals("activity_scheduled"))
        .extracting(RunEvent::name)
        .containsExactly("accounts.balance", "ledger.book", "accounts.balance");
  }

  @Test
  void outsideOfARunAnActivityIsAPlainCall() throws CreditUnavailable {
    assertThat(bureau.score("Ada")).isEqualTo(300);
  }

  private int bookings(String account) {
    return jdbc.sql("select count(*) from bookings where account = ?")
        .param(account)
        .query(Integer.class)
        .single();
  }
}
