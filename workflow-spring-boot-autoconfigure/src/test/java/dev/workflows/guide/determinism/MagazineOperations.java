package dev.workflows.guide.determinism;

import dev.workflows.MigrationRejectedException;
import dev.workflows.WorkflowClient;
import java.time.Duration;
import org.springframework.stereotype.Component;

/** Moves subscriptions to the second version. */
@Component
public class MagazineOperations {

  private final WorkflowClient client;

  MagazineOperations(WorkflowClient client) {
    this.client = client;
  }

  // tag::migrate
  public boolean toWeekly(String subscription) {
    try {
      client.migrate(subscription, 2, Duration.ofSeconds(10));
      return true;
    } catch (MigrationRejectedException e) {
      return false; // as while a letter is on its way: nothing has changed, ask again later
    }
  }

  // end::migrate
}
