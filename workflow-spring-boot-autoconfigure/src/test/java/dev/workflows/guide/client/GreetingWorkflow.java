package dev.workflows.guide.client;

// tag::workflow
class GreetingWorkflow implements Greeting {

  @Override
  public String greet(String name) {
    return "Hello, " + name;
  }
}
// end::workflow
