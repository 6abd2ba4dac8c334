package dev.workflows.guide.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;

import dev.workflows.WorkflowHandle;
import dev.workflows.Workflows;
import dev.workflows.guide.GuideTest;
import dev.workflows.guide.order.Inventory;
import dev.workflows.guide.order.Order;
import dev.workflows.guide.order.OrderWorkflow;
import dev.workflows.guide.order.Payment;
import dev.workflows.guide.order.Receipt;
import dev.workflows.guide.order.Shipping;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.bean.override.mockito.MockitoBean;

// tag::with-engine
@GuideTest // @SpringBootTest of the application, on H2 in memory
class OrderWorkflowTests {

  @Autowired private Workflows<OrderWorkflow> orders;
  @MockitoBean private Inventory inventory;
  @MockitoBean private Shipping shipping;

  @Test
  void shipsWhatIsPaid() {
    Order order = new Order("o-1", List.of(new Order.Line("tea", 2)));
    given(shipping.ship(order)).willReturn(new Receipt("o-1", "parcel-7"));

    WorkflowHandle<OrderWorkflow> run = orders.start("o-1", workflow -> workflow.process(order));
    run.signal(workflow -> workflow.paid(new Payment("card", BigDecimal.TEN)));

    assertThat(run.result(Receipt.class, Duration.ofSeconds(10)))
        .isEqualTo(new Receipt("o-1", "parcel-7"));
    verify(inventory).reserve("o-1", order.lines());
    verify(inventory, never()).release(any(), any());
  }
}
// end::with-engine
