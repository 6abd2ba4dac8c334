package dev.workflows.jdbc;

import static dev.workflows.jdbc.Scenario.lease;
import static dev.workflows.jdbc.Scenario.owned;
import static org.assertj.core.api.Assertions.assertThat;

import dev.workflows.ErrorCode;
import dev.workflows.WorkflowException;
import dev.workflows.spi.LoadedRun;
import dev.workflows.spi.NewRun;
import java.util.List;
import org.junit.jupiter.api.Test;

class UnreadableRunTests {

  @Test
  void hindersNoOtherRunFromBeingLoaded() {
    try (TestDatabase database = TestDatabase.h2()) {
      NewRun unreadable = owned("order-1");
      NewRun readable = owned("order-2");
      database.store().commits().start(List.of(unreadable, readable));
      database
          .sql()
          .sql("update workflow_event set type = 'of_next_year' where run_id = :run and seq = 2")
          .param("run", unreadable.runId())
          .update();

      List<LoadedRun> loaded =
          database.store().ownership().load(List.of(lease(unreadable), lease(readable)));

      assertThat(loaded).hasSize(2);
      assertThat(loaded)
          .filteredOn(run -> run.run().runId().equals(readable.runId()))
          .singleElement()
          .satisfies(run -> assertThat(run.history()).isEqualTo(readable.events()));
      assertThat(loaded)
          .filteredOn(run -> run.run().runId().equals(unreadable.runId()))
          .singleElement()
          .extracting(LoadedRun::unreadable)
          .isInstanceOfSatisfying(
              WorkflowException.class,
              e -> assertThat(e.code()).isEqualTo(ErrorCode.UNREADABLE_PAYLOAD));
    }
  }
}
