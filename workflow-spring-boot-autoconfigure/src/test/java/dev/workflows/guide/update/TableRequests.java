package dev.workflows.guide.update;

import dev.workflows.StartOptions;
import dev.workflows.UpdateRejectedException;
import dev.workflows.Workflows;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

@Service
public class TableRequests {

  private final Workflows<TableWorkflow> tables;

  TableRequests(Workflows<TableWorkflow> tables) {
    this.tables = tables;
  }

  // tag::client
  @Nullable String change(String id, int seats) {
    try {
      return tables.get(id).update(table -> table.change(seats));
    } catch (UpdateRejectedException e) {
      return null; // nothing has changed, and the history does not tell of it
    }
  }

  // end::client

  // tag::again
  @Nullable String change(String id, String requestId, int seats) {
    return tables.get(id).update(requestId, Duration.ofSeconds(1), table -> table.change(seats));
  }

  // end::again

  // tag::with-start
  @Nullable String reserve(String id, int seats) {
    return tables.updateWithStart(
        StartOptions.of(id), TableWorkflow::reserve, table -> table.change(seats));
  }
  // end::with-start
}
