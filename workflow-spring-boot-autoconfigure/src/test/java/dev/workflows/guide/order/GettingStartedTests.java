package dev.workflows.guide.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.workflows.RunEvent;
import dev.workflows.WorkflowClient;
import dev.workflows.WorkflowFailedException;
import dev.workflows.WorkflowStatus;
import dev.workflows.guide.GuideTest;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@GuideTest
class GettingStartedTests {

  private static final Payment PAYMENT = new Payment("card", new BigDecimal("19.90"));
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @Autowired private Orders orders;
  @Autowired private WorkflowClient client;

  @Test
  void anOrderIsShippedOnceItIsPaid() {
    orders.place(new Order("o-1", List.of(new Order.Line("tea", 2))));
    await()
        .untilAsserted(
            () -> assertThat(orders.status("o-1")).isEqualTo(OrderStatus.AWAITING_PAYMENT));
    assertThat(client.describe("o-1").summary().waitingFor())
        .singleElement()
        .asString()
        .startsWith("payment until ")
        .endsWith("(signals: paid)");

    orders.pay("o-1", PAYMENT);

    assertThat(client.result("o-1", Receipt.class, PATIENCE))
        .isInstanceOfSatisfying(
            Receipt.class, receipt -> assertThat(receipt.parcel()).startsWith("parcel of o-1"));
    assertThat(client.history("o-1", 1, Long.MAX_VALUE))
        .extracting(RunEvent::type)
        .containsExactly(
            "workflow_started",
            "activity_scheduled",
            "activity_completed",
            "timer_started",
            "signal_received",
            "timer_cancelled",
            "activity_scheduled",
            "activity_completed",
            "workflow_completed");
  }

  @Test
  @ExtendWith(OutputCaptureExtension.class)
  void anOrderOfWhatIsNotThereFails(CapturedOutput output) {
    orders.place(new Order("o-2", List.of(new Order.Line("rare", 2))));

    assertThat(
            org.assertj.core.api.Assertions.catchThrowableOfType(
                WorkflowFailedException.class, () -> client.result("o-2", Receipt.class, PATIENCE)))
        .satisfies(
            failed -> {
              assertThat(failed.status()).isEqualTo(WorkflowStatus.FAILED);
              assertThat(failed).hasMessageContaining("OutOfStock");
            });
    assertThat(output)
        .contains("Workflow 'o-2' (run ", ") has failed: " + OutOfStock.class.getName());
  }
}
