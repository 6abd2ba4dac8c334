package dev.workflows.guide.cancel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.workflows.WorkflowHandle;
import dev.workflows.WorkflowStatus;
import dev.workflows.Workflows;
import dev.workflows.guide.GuideTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@GuideTest
class CancellationTests {

  @Autowired private Workflows<TripWorkflow> trips;
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

  private WorkflowHandle<TripWorkflow> started(String guest) {
    WorkflowHandle<TripWorkflow> trip = trips.start("trip of " + guest, t -> t.travel(guest));
    await().untilAsserted(() -> assertThat(trip.describe().pendingTimers()).hasSize(1));
    return trip;
  }

  private static WorkflowStatus status(WorkflowHandle<TripWorkflow> trip) {
    return trip.describe().status();
  }
}
