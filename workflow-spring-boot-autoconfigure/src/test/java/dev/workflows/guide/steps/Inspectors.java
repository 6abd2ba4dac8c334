package dev.workflows.guide.steps;

import static dev.workflows.steps.StepDefinition.step;

import dev.workflows.Activity;
import dev.workflows.steps.StepResult;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

// tag::emit
@Component
public class Inspectors {

  private static final Map<String, List<String>> ROOMS =
      Map.of("house", List.of("kitchen", "cellar"), "kitchen", List.of("stove", "cellar"));

  @Activity
  public StepResult<Integer> inspect(String place) {
    List<String> inside = ROOMS.getOrDefault(place, List.of());
    StepResult<Integer> result =
        StepResult.of(inside.size()).record("findings", place, "clean " + place);
    for (String next : inside) {
      result = result.emit(step(next, "inspectors.inspect", next).dedupKey(next));
    }
    return result;
  }
}
// end::emit
