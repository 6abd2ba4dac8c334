package dev.workflows.guide.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.workflows.InvalidRequestException;
import dev.workflows.WorkflowClient;
import dev.workflows.WorkflowClosedException;
import dev.workflows.WorkflowHandle;
import dev.workflows.Workflows;
import dev.workflows.guide.GuideTest;
import dev.workflows.guide.signal.ReviewWorkflow.Verdict;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@GuideTest
class SignalsTests {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @Autowired private Workflows<ReviewWorkflow> workflows;
  @Autowired private Workflows<ApprovalWorkflow> approvals;
  @Autowired private Reviews reviews;
  @Autowired private Carts carts;
  @Autowired private Workflows<PermitWorkflow> permitRuns;
  @Autowired private Permits permits;
  @Autowired private WorkflowClient client;

  @Test
  void aSignalWithAMessageIdIsTakenOnce() {
    WorkflowHandle<ReviewWorkflow> review = workflows.start("r-1", r -> r.review(2));

    reviews.approve("r-1", "Ada");
    reviews.approve("r-1", "Ada");
    reviews.approve("r-1", "Grace");

    assertThat(review.result(Verdict.class, PATIENCE))
        .isEqualTo(new Verdict(List.of("Ada", "Grace")));
    assertThatExceptionOfType(WorkflowClosedException.class)
        .isThrownBy(() -> reviews.approve("r-1", "Edsger"));
  }

  @Test
  void signalsAreTakenInOrderAndAnsweredByQueries() {
    workflows.start("r-2", r -> r.review(2));

    reviews.comment("r-2", "Ada", "Nice");
    reviews.comment("r-2", "Grace", "Really");
    client.signalJson("r-2", null, "comment-added", "[\"Edsger\", \"Why?\"]");
    reviews.approve("r-2", "Ada");

    await().untilAsserted(() -> assertThat(reviews.isApprovedBy("r-2", "Ada")).isTrue());
    assertThat(reviews.comments("r-2"))
        .containsExactly("Ada: Nice", "Grace: Really", "Edsger: Why?");
    assertThat(reviews.isApprovedBy("r-2", "Grace")).isFalse();
  }

  @Test
  void signalsAreTakenOneAfterTheOtherByCodeThatWaitsForThem() {
    WorkflowHandle<ApprovalWorkflow> approval =
        approvals.start("a-1", a -> a.approve(3, Duration.ofSeconds(1)));

    approval.signal(a -> a.vote(true));
    approval.signal(a -> a.vote(true));

    assertThat(approval.result(String.class, PATIENCE)).isEqualTo("2 of 3");
  }

  @Test
  void aSignalStartsTheRunThatTakesIt() {
    WorkflowHandle<CartWorkflow> cart = carts.add("Ada", "tea");
    assertThat(carts.add("Ada", "coffee").id()).isEqualTo(cart.id());

    carts.closeAfter(Duration.ofMillis(100), "Ada");

    assertThat((Object) cart.result(List.class, PATIENCE)).isEqualTo(List.of("tea", "coffee"));
    assertThat(carts.add("Ada", "cake").id()).as("another run").isNotEqualTo(cart.id());
  }

  @Test
  void aSignalThatIsNotDueYetIsLostWithItsRun() {
    WorkflowHandle<CartWorkflow> cart = carts.add("Grace", "tea");
    carts.closeAfter(Duration.ofHours(1), "Grace");

    cart.signal(CartWorkflow::close);

    assertThat((Object) cart.result(List.class, PATIENCE)).isEqualTo(List.of("tea"));
    assertThat(cart.describe().deadLetters()).isEqualTo(1);
  }

  @Test
  void aRunRegistersWhatItIsToldAndAsked() {
    WorkflowHandle<PermitWorkflow> permit =
        permitRuns.start("permit-1", p -> p.decide(List.of("fire", "water")));

    permits.tell("permit-1", "water", true);
    await().untilAsserted(() -> assertThat(permits.missing("permit-1")).isEqualTo(1));
    assertThat(client.query("permit-1", "opinion", "water")).isEqualTo(true);
    assertThat(client.queryJson("permit-1", "opinion", "\"fire\"")).isNull();
    assertThatExceptionOfType(InvalidRequestException.class)
        .isThrownBy(() -> client.query("permit-1", "opinions"))
        .withMessageContaining("WF-210")
        .withMessageContaining("known are [missing, opinion]");
    permits.tell("permit-1", "fire", false);

    assertThat(permit.result(Boolean.class, PATIENCE)).isFalse();
    assertThat(permits.missing("permit-1")).isZero();
  }
}
