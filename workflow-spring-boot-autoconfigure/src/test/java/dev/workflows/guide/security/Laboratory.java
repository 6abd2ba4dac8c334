package dev.workflows.guide.security;

import dev.workflows.Activity;
import dev.workflows.Sensitive;
import org.springframework.stereotype.Component;

// tag::sensitive
@Component
public class Laboratory {

  public record Patient(int room, @Sensitive String name) {} // wherever a patient is recorded

  @Activity
  @Sensitive // what it returns
  public String diagnose(Patient patient, @Sensitive String sample) {
    return patient.name() + " has a cold";
  }
}
// end::sensitive
