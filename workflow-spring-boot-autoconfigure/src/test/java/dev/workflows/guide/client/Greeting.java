package dev.workflows.guide.client;

import dev.workflows.Workflow;
import dev.workflows.WorkflowMethod;

// tag::api
@Workflow("greeting")
public interface Greeting {

  @WorkflowMethod
  String greet(String name);
}
// end::api
