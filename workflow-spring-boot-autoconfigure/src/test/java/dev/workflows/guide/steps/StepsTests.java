package dev.workflows.guide.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.workflows.WorkflowFailedException;
import dev.workflows.WorkflowHandle;
import dev.workflows.Workflows;
import dev.workflows.guide.GuideTest;
import dev.workflows.steps.HumanDecision;
import dev.workflows.steps.StepStatus;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@GuideTest
class StepsTests {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @Autowired private Workflows<ParcelWorkflow> parcels;
  @Autowired private Workflows<InspectionWorkflow> inspections;
  @Autowired private Workflows<ShipmentWorkflow> shipments;
  @Autowired private Depot depot;

  @AfterEach
  void reopen() {
    depot.setOpen(true);
  }

  @Test
  void sendsWhatWasPickedWithOrWithoutACard() {
    WorkflowHandle<ParcelWorkflow> parcel = parcels.start("parcel-1", p -> p.send("Paris"));

    assertThat(parcel.result(String.class, PATIENCE)).isEqualTo("3 to Paris");
  }

  @Test
  void inspectsEachPlaceOnceHoweverManyFindIt() {
    WorkflowHandle<InspectionWorkflow> inspection =
        inspections.start("inspection-1", i -> i.inspect("house"));

    List<?> findings = inspection.result(List.class, PATIENCE);
    assertThat(findings).hasSize(4);
    assertThat(findings.contains("clean house") && findings.contains("clean stove")).isTrue();
  }

  @Test
  void deliversWhatWasPaidAndReleasedOnceTheOperatorHasOpenedTheDepot() {
    depot.setOpen(false);
    WorkflowHandle<ShipmentWorkflow> shipment =
        shipments.start("shipment-1", d -> d.ship(new Parcel("Rome", List.of("tea"))));
    shipment.signal(d -> d.payment(100));
    shipment.signal(d -> d.decide(HumanDecision.approve("release", "eva")));
    awaitFailureOf(shipment);

    depot.setOpen(true);
    shipment.signal(d -> d.retry("send"));

    assertThat(shipment.result(String.class, PATIENCE)).isEqualTo("1 to Rome");
  }

  @Test
  void failsOnceTheOperatorGivesUp() {
    depot.setOpen(false);
    WorkflowHandle<ShipmentWorkflow> shipment =
        shipments.start("shipment-2", d -> d.ship(new Parcel("Oslo", List.of("tea"))));
    shipment.signal(d -> d.payment(100));
    shipment.signal(d -> d.decide(HumanDecision.approve("release", "eva")));
    awaitFailureOf(shipment);

    shipment.signal(ShipmentWorkflow::giveUp);

    assertThatThrownBy(() -> shipment.result(String.class, PATIENCE))
        .isInstanceOf(WorkflowFailedException.class)
        .hasMessageContaining("The depot is closed");
  }

  private static void awaitFailureOf(WorkflowHandle<ShipmentWorkflow> shipment) {
    Awaitility.await()
        .atMost(PATIENCE)
        .until(() -> shipment.query(ShipmentWorkflow::steps).get("send") == StepStatus.FAILED);
  }
}
