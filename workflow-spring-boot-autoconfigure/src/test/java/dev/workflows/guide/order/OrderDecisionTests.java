package dev.workflows.guide.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;

import dev.workflows.WorkflowContext;
import java.util.List;
import org.junit.jupiter.api.Test;

// tag::without-engine
class OrderDecisionTests {

  private final Inventory inventory = mock();
  private final Shipping shipping = mock();
  private final WorkflowContext context = mock();
  private final OrderWorkflow workflow = new OrderWorkflow(inventory, shipping, context);
  private final Order order = new Order("o-1", List.of(new Order.Line("tea", 2)));

  @Test
  void releasesTheStockWhenNobodyPays() {
    given(context.await(eq("payment"), any(), any())).willReturn(false); // the time is over

    assertThatExceptionOfType(PaymentTimeout.class).isThrownBy(() -> workflow.process(order));

    verify(inventory).release("o-1", order.lines());
    verify(shipping, never()).ship(any());
    assertThat(workflow.status()).isEqualTo(OrderStatus.AWAITING_PAYMENT);
  }
}
// end::without-engine
