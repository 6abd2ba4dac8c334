package dev.workflows.guide.signal;

import dev.workflows.WorkflowClient;
import org.springframework.stereotype.Service;

// tag::dynamic
@Service
public class Permits {

  private final WorkflowClient client;

  Permits(WorkflowClient client) {
    this.client = client;
  }

  public void tell(String id, String office, boolean yes) {
    String signal = "opinion-of-" + office;
    client.signal(id, signal, signal, yes); // the message id, and the name
  }

  public int missing(String id) {
    return client.query(id, "missing") instanceof Integer count ? count : 0;
  }
}
// end::dynamic
