package dev.workflows.guide.security;

import dev.workflows.WorkflowClient;
import java.security.Principal;
import org.springframework.stereotype.Service;

/** Ends orders, in the name of who wants it. */
@Service
public class FraudDesk {

  private final WorkflowClient client;

  FraudDesk(WorkflowClient client) {
    this.client = client;
  }

  // tag::by
  public void stop(String orderId, Principal operator) {
    client.by(operator.getName()).terminate(orderId, "suspected fraud");
  }
  // end::by
}
