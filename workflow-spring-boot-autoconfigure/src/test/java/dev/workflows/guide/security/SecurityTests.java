package dev.workflows.guide.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workflows.RunEvent;
import dev.workflows.WorkflowClient;
import dev.workflows.guide.GuideTest;
import dev.workflows.guide.order.Order;
import dev.workflows.guide.order.Orders;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@GuideTest
class SecurityTests {

  @Autowired private FraudDesk desk;
  @Autowired private Orders orders;
  @Autowired private WorkflowClient client;

  @Test
  void aHistoryTellsWhoEndedARun() {
    orders.place(new Order("s-1", List.of(new Order.Line("tea", 1))));

    desk.stop("s-1", () -> "ada");

    assertThat(client.describe("s-1").reason()).isEqualTo("suspected fraud");
    assertThat(client.history("s-1", 1, 100))
        .last()
        .returns("workflow_terminated", RunEvent::type)
        .returns("ada", RunEvent::by);
  }
}
