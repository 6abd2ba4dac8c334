package dev.workflows.guide.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.workflows.ErrorCode;
import dev.workflows.WorkflowException;
import dev.workflows.WorkflowHandle;
import dev.workflows.Workflows;
import dev.workflows.guide.GuideTest;
import dev.workflows.guide.order.Order;
import dev.workflows.guide.order.OrderStatus;
import dev.workflows.guide.order.OrderWorkflow;
import dev.workflows.guide.order.Payment;
import dev.workflows.guide.order.Receipt;
import dev.workflows.history.Event;
import dev.workflows.history.RecordedEvent;
import dev.workflows.spi.HistoryStore;
import dev.workflows.spi.WorkflowStore;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@GuideTest
class HistoriesTests {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @Autowired private Audit audit;
  @Autowired private Workflows<OrderWorkflow> orders;
  @Autowired private WorkflowStore store;

  @Test
  void aHistoryIsReadFoldedAndAppendedTo() {
    WorkflowHandle<OrderWorkflow> order = started("h-1");
    UUID run = order.describe().summary().runId();

    long note = audit.note(run, "a word from outside");

    order.signal(o -> o.paid(new Payment("card", BigDecimal.TEN)));
    assertThat(order.result(Receipt.class, PATIENCE)).isNotNull();
    assertThat(audit.durations(run)).containsOnlyKeys("inventory.reserve", "shipping.ship");
    RecordedEvent noted = store.histories().eventAt(run, note).orElseThrow();
    assertThat(audit.between(run, noted.recordedAt(), noted.recordedAt())).containsExactly(noted);
  }

  @Test
  void anEventThatStandsThereIsNotAppendedTwice() {
    UUID run = started("h-2").describe().summary().runId();
    HistoryStore histories = store.histories();
    Event note = Event.Custom.of("note", new byte[] {1, 2});
    long next = histories.nextSeq(run);

    assertThat(histories.append(run, next, note)).isTrue();
    assertThat(histories.append(run, next, note)).isFalse();
    assertThat(histories.length(run)).isEqualTo(next);
    assertThatExceptionOfType(WorkflowException.class)
        .isThrownBy(() -> histories.append(run, next + 2, note))
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.HISTORY_GAP));
    assertThatExceptionOfType(WorkflowException.class)
        .isThrownBy(() -> histories.append(run, 1, note))
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.HISTORY_CONFLICT));
  }

  private WorkflowHandle<OrderWorkflow> started(String id) {
    Order order = new Order(id, List.of(new Order.Line("tea", 1)));
    WorkflowHandle<OrderWorkflow> run = orders.start(id, o -> o.process(order));
    await().until(() -> run.query(OrderWorkflow::status) == OrderStatus.AWAITING_PAYMENT);
    return run;
  }
}
