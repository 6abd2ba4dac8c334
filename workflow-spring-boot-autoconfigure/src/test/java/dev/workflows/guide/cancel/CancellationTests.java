package dev.workflows.guide.cancel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.workflows.WorkflowHandle;
import dev.workflows.WorkflowStatus;
import dev.workflows.Workflows;
import dev.workflows.guide.GuideTest;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@GuideTest
class CancellationTests {

  @Autowired private Workflows<TripWorkflow> trips;
  @Autowired private Workflows<StayWorkflow> stays;
  @Autowired private Workflows<DeliveryWorkflow> deliveries;
  @Autowired private Hotel hotel;

  @Test
  void cancelAsksTheCodeWhichCleansUp() {
    WorkflowHandle<TripWorkflow> trip = started("Ada");

    // tag::cancel
    trip.cancel("The guest is ill");
    // end::cancel

    await().untilAsserted(() -> assertThat(status(trip)).isEqualTo(WorkflowStatus.CANCELLED));
    assertThat(hotel.rooms()).doesNotContain("Ada");
  }

  @Test
  void terminateAsksNobody() {
    WorkflowHandle<TripWorkflow> trip = started("Grace");

    // tag::terminate
    trip.terminate("The hotel burnt down");
    // end::terminate

    assertThat(status(trip)).isEqualTo(WorkflowStatus.TERMINATED);
    assertThat(hotel.rooms()).contains("Grace");
  }

  @Test
  void cleanupIsDoneHoweverTheRunEnds() {
    WorkflowHandle<StayWorkflow> stay = stays.start("stay", s -> s.stay("Joan"));
    await().untilAsserted(() -> assertThat(stay.describe().pendingTimers()).hasSize(1));

    stay.cancel("home again");

    await()
        .untilAsserted(
            () -> assertThat(stay.describe().status()).isEqualTo(WorkflowStatus.CANCELLED));
    assertThat(hotel.rooms()).doesNotContain("Joan");
  }

  @Test
  void aPartOfTheCodeEndsApartFromTheRest() {
    WorkflowHandle<DeliveryWorkflow> delivery =
        deliveries.start("delivery", d -> d.deliver("p-1", "old street"));
    await().untilAsserted(() -> assertThat(delivery.describe().pendingActivities()).hasSize(1));

    delivery.signal(d -> d.moved("new street"));

    assertThat(delivery.result(String.class, Duration.ofSeconds(20)))
        .isEqualTo("p-1 at new street");
  }

  private WorkflowHandle<TripWorkflow> started(String guest) {
    WorkflowHandle<TripWorkflow> trip = trips.start("trip of " + guest, t -> t.travel(guest));
    await().untilAsserted(() -> assertThat(trip.describe().pendingTimers()).hasSize(1));
    return trip;
  }

  private static WorkflowStatus status(WorkflowHandle<TripWorkflow> trip) {
    return trip.describe().status();
  }
}
