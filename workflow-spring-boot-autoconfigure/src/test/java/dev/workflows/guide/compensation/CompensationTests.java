package dev.workflows.guide.compensation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.workflows.WorkflowFailedException;
import dev.workflows.WorkflowHandle;
import dev.workflows.Workflows;
import dev.workflows.guide.GuideTest;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@GuideTest
class CompensationTests {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @Autowired private Workflows<HolidayWorkflow> holidays;
  @Autowired private Workflows<TourWorkflow> tours;
  @Autowired private Flights flights;
  @Autowired private Rooms rooms;

  @Test
  void keepsWhatWasBookedWhenTheRunCompletes() {
    WorkflowHandle<HolidayWorkflow> holiday =
        holidays.start("holiday-1", h -> h.book("Ada", "Paris"));

    assertThat(holiday.result(String.class, PATIENCE)).isEqualTo("Paris Ada");
    assertThat(flights.seats()).contains("Paris Ada");
  }

  @Test
  void givesBackWhatWasBookedWhenTheRunFails() {
    WorkflowHandle<HolidayWorkflow> holiday =
        holidays.start("holiday-2", h -> h.book("Grace", "Full Town"));

    assertThatThrownBy(() -> holiday.result(String.class, PATIENCE))
        .isInstanceOf(WorkflowFailedException.class)
        .hasMessageContaining("No room in Full Town");
    assertThat(flights.seats()).doesNotContain("Full Town Grace");
  }

  @Test
  void undoesByHandAndGoesOn() {
    WorkflowHandle<TourWorkflow> tour =
        tours.start("tour-1", t -> t.book("Joan", List.of("Rome", "Full Town")));

    assertThat(tour.result(String.class, PATIENCE)).isEqualTo("stays at home");
    assertThat(rooms.guests()).doesNotContain("Joan");
  }
}
