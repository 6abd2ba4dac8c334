package dev.workflows.sample.checkout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.workflows.ChildWorkflowFailedException;
import dev.workflows.WorkflowCancelledException;
import dev.workflows.WorkflowStatus;
import dev.workflows.sample.order.Order;
import dev.workflows.sample.order.OrderLine;
import dev.workflows.sample.order.OrderStatus;
import dev.workflows.sample.payment.Payment;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The decisions of the workflow, without an engine and without a database. */
class OrderWorkflowTests {

  private static final Payment PAYMENT = new Payment(new BigDecimal("19.90"), "card");
  private static final Duration TIMEOUT = Duration.ofHours(24);

  private final ScriptedContext run = new ScriptedContext();
  private final RecordedShop shop = new RecordedShop(run, 10);
  private final OrderWorkflow workflow =
      new OrderWorkflow(shop.inventory(), shop.payments(), shop.orderBook(), run);

  @BeforeEach
  void shipByAChild() {
    run.callsChild(shop.shippingWorkflow());
  }

  @Test
  void shipsWhatIsPaid() {
    run.then(() -> workflow.paid(PAYMENT));

    assertThat(workflow.process(order(2), TIMEOUT)).isEqualTo(OrderStatus.COMPLETED);

    assertThat(shop.effects()).containsExactly("take 2 tea", "charge 19.90", "ship", "COMPLETED");
    assertThat(workflow.status()).isEqualTo(OrderStatus.COMPLETED);
  }

  @Test
  void takesAPaymentThatCameBeforeAnyoneWaitedForIt() {
    workflow.paid(PAYMENT);

    assertThat(workflow.process(order(2), TIMEOUT)).isEqualTo(OrderStatus.COMPLETED);
  }

  @Test
  void tellsThatItAwaitsThePayment() {
    List<OrderStatus> seen = new ArrayList<>();
    run.then(() -> seen.add(workflow.status()));

    workflow.process(order(2), TIMEOUT);

    assertThat(seen).containsExactly(OrderStatus.AWAITING_PAYMENT);
  }

  @Test
  void releasesTheStockWhenNobodyPays() {
    assertThat(workflow.process(order(2), TIMEOUT)).isEqualTo(OrderStatus.CANCELLED);

    assertThat(shop.effects()).containsExactly("take 2 tea", "put back 2 tea", "CANCELLED");
  }

  @Test
  void rejectsWhatIsNotInStockAndReleasesNothing() {
    assertThat(workflow.process(order(11), TIMEOUT)).isEqualTo(OrderStatus.REJECTED);

    assertThat(shop.effects()).containsExactly("REJECTED");
  }

  @Test
  void releasesNothingWhenCancelledBeforeTheReservation() {
    run.cancel();

    assertCancelled();

    assertThat(shop.effects()).containsExactly("CANCELLED");
  }

  @Test
  void releasesTheStockWhenCancelledWhileItWaitsForThePayment() {
    run.then(run::cancel);

    assertCancelled();

    assertThat(shop.effects()).containsExactly("take 2 tea", "put back 2 tea", "CANCELLED");
  }

  @Test
  void refundsWhenCancelledWhileTheCardIsCharged() {
    run.then(() -> workflow.paid(PAYMENT));
    shop.after("charge 19.90", run::cancel);

    assertCancelled();

    assertThat(shop.effects())
        .containsExactly(
            "take 2 tea", "charge 19.90", "refund run/7", "put back 2 tea", "CANCELLED");
  }

  @Test
  void undoesNothingOnceTheParcelIsGone() {
    run.then(() -> workflow.paid(PAYMENT));
    shop.after("ship", run::cancel);

    assertThat(workflow.process(order(2), TIMEOUT)).isEqualTo(OrderStatus.COMPLETED);

    assertThat(shop.effects()).containsExactly("take 2 tea", "charge 19.90", "ship", "COMPLETED");
  }

  @Test
  void refundsWhatWasCalledOffInTime() {
    run.then(() -> workflow.paid(PAYMENT));
    run.endChildrenAs(WorkflowStatus.CANCELLED);

    assertThat(workflow.process(order(2), TIMEOUT)).isEqualTo(OrderStatus.CANCELLED);

    assertThat(shop.effects())
        .containsExactly(
            "take 2 tea", "charge 19.90", "refund run/7", "put back 2 tea", "CANCELLED");
  }

  @Test
  void leavesItToPeopleWhetherAParcelIsGoneThatNobodyKnowsOf() {
    run.then(() -> workflow.paid(PAYMENT));
    run.endChildrenAs(WorkflowStatus.TERMINATED);

    assertThatExceptionOfType(ChildWorkflowFailedException.class)
        .isThrownBy(() -> workflow.process(order(2), TIMEOUT));

    assertThat(shop.effects()).containsExactly("take 2 tea", "charge 19.90");
  }

  @Test
  void shipsWhereTheCustomerWantsItLast() {
    run.then(() -> workflow.changeAddress("Rome"));
    run.then(() -> workflow.changeAddress("Oslo"));
    run.then(() -> workflow.paid(PAYMENT));

    workflow.process(order(2), TIMEOUT);

    assertThat(shop.effects()).contains("ship to Oslo");
  }

  @Test
  void changesNoAddressOnceTheParcelIsOnItsWay() {
    run.then(() -> workflow.paid(PAYMENT));
    shop.after(
        "ship",
        () ->
            assertThatIllegalStateException()
                .isThrownBy(() -> workflow.isNotShipped("Oslo"))
                .withMessageContaining("SHIPPING"));

    workflow.process(order(2), TIMEOUT);

    assertThatIllegalStateException().isThrownBy(() -> workflow.isNotShipped("Oslo"));
    assertThat(shop.effects()).contains("ship", "COMPLETED");
  }

  private void assertCancelled() {
    assertThatExceptionOfType(WorkflowCancelledException.class)
        .isThrownBy(() -> workflow.process(order(2), TIMEOUT));
    assertThat(workflow.status()).isEqualTo(OrderStatus.CANCELLED);
  }

  private static Order order(int quantity) {
    return new Order(
        "o-1",
        "Ada",
        List.of(new OrderLine("tea", quantity)),
        new BigDecimal("19.90"),
        OrderStatus.NEW);
  }
}
