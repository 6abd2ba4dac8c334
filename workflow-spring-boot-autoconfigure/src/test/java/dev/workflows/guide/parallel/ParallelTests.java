package dev.workflows.guide.parallel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workflows.RunEvent;
import dev.workflows.WorkflowClient;
import dev.workflows.WorkflowHandle;
import dev.workflows.Workflows;
import dev.workflows.guide.GuideTest;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@GuideTest
class ParallelTests {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @Autowired private Workflows<OffersWorkflow> offers;
  @Autowired private Workflows<CourierWorkflow> couriers;
  @Autowired private WorkflowClient client;

  @Test
  void collectsAllOffersInTheOrderOfTheRegions() {
    WorkflowHandle<OffersWorkflow> collected =
        offers.start("offers-1", o -> o.collect("tea", List.of("n", "south", "west")));

    assertThat(collected.result(Offers.class, PATIENCE))
        .isEqualTo(new Offers(3, List.of(3, 15, 12)));
  }

  @Test
  void takesTheFirstCourierAndGivesUpTheOther() {
    WorkflowHandle<CourierWorkflow> order =
        couriers.start("courier-1", c -> c.order("p-1", Duration.ofMinutes(10)));

    assertThat(order.result(String.class, PATIENCE)).isEqualTo("bike with p-1");
    assertThat(client.history("courier-1", 1, Long.MAX_VALUE))
        .extracting(RunEvent::type)
        .contains("activity_cancelled", "timer_cancelled");
  }
}
