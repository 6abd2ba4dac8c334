package dev.workflows.autoconfigure.journey;

import dev.workflows.QueryMethod;
import dev.workflows.SignalMethod;
import dev.workflows.Workflow;
import dev.workflows.WorkflowContext;
import dev.workflows.WorkflowMethod;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Does what it is told, part by part. */
@Workflow("journey")
class JourneyWorkflow {

  private final Stations stations;
  private final TravelLog log;
  private final WorkflowContext workflow;
  private final Clock clock;
  private final RandomGenerator random;
  private final List<String> diary = new ArrayList<>();
  private final List<String> heard = new ArrayList<>();

  JourneyWorkflow(
      Stations stations,
      TravelLog log,
      WorkflowContext workflow,
      Clock clock,
      RandomGenerator random) {
    this.stations = stations;
    this.log = log;
    this.workflow = workflow;
    this.clock = clock;
    this.random = random;
  }

  @WorkflowMethod
  public List<String> travel(@Size(max = 1_000) List<@NotBlank String> parts)
      throws InterruptedException {
    for (String part : parts) {
      diary.add(go(part));
    }
    return diary;
  }

  private String go(String part) throws InterruptedException {
    switch (part) {
      case "draw":
        return clock.instant() + " " + random.nextLong() + " " + workflow.uuid();
      case "nap":
        workflow.sleep(Duration.ofSeconds(1));
        return "rested";
      case "listen":
        workflow.await("three words", () -> heard.size() >= 3);
        return String.join(" ", heard);
      case "pass":
        if (log.rerouted) {
          workflow.sleep(Duration.ofSeconds(1));
        }
        return stations.pass();
      case "miss":
        return stations.missOnce();
      case "wait":
        return stations.waitForArrival();
      case "look":
        return stations.look();
      default:
        throw new IllegalArgumentException(part);
    }
  }

  @SignalMethod
  public void say(@NotBlank String word) {
    heard.add(word);
  }

  @QueryMethod
  public String diary(@PositiveOrZero int page) {
    return page < diary.size() ? diary.get(page) : "nothing yet";
  }
}
