package dev.workflows.guide.steps;

import static dev.workflows.steps.Dependency.required;
import static dev.workflows.steps.StepDefinition.human;
import static dev.workflows.steps.StepDefinition.signal;
import static dev.workflows.steps.StepDefinition.step;
import static dev.workflows.steps.StepDefinition.timer;

import dev.workflows.steps.StepPlan;
import dev.workflows.steps.StepRetry;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

// tag::plan
@Configuration(proxyBeanMethods = false)
class ShipmentPlan {

  @Bean
  StepPlan shipment() {
    return StepPlan.named("shipment")
        .preset("patient", StepRetry.of(2, Duration.ofMillis(50)))
        .step(signal("paid", "payment", Integer.class).within(Duration.ofDays(3)))
        .step(human("release").dependsOn(required("paid")))
        .step(timer("cool-off", Duration.ofMillis(50)).dependsOn(required("release")))
        .step(
            step("send", "depot.send", done -> done.input(Parcel.class))
                .dependsOn(required("cool-off"))
                .retry("patient"))
        .build();
  }
}
// end::plan
