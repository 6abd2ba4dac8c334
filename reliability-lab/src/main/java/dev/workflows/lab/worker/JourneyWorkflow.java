package dev.workflows.lab.worker;

import dev.workflows.QueryMethod;
import dev.workflows.SignalMethod;
import dev.workflows.Workflow;
import dev.workflows.WorkflowCancelledException;
import dev.workflows.WorkflowContext;
import dev.workflows.WorkflowMethod;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Goes through a plan: activities of all kinds, timers and signals in any order. */
@Workflow("journey")
public class JourneyWorkflow {

  private final Work work;
  private final WorkflowContext workflow;
  private final List<Integer> notes = new ArrayList<>();
  private int awaited;

  JourneyWorkflow(Work work, WorkflowContext workflow) {
    this.work = work;
    this.workflow = workflow;
  }

  /** Returns what {@link Plan#result()} foretells. */
  @WorkflowMethod
  public String travel(Plan plan) {
    try {
      plan.stops().forEach(this::visit);
      return "%d stops, %d notes".formatted(plan.stops().size(), awaited);
    } catch (WorkflowCancelledException e) {
      workflow.nonCancellable(() -> work.cleanUp(plan.stops().size()));
      throw e;
    }
  }

  private void visit(Stop stop) {
    Duration time = Duration.ofMillis(stop.millis());
    switch (stop.kind()) {
      case WORK -> work.work(stop.millis());
      case GRIND -> IntStream.range(0, stop.count()).forEach(i -> work.work(stop.millis()));
      case BOOK -> work.book(stop.millis());
      case FLAKY_WORK -> work.flakyWork(stop.millis(), stop.count());
      case FLAKY_BOOK -> work.flakyBook(stop.millis(), stop.count());
      case SLEEP -> workflow.sleep(time);
      case EXPIRE -> workflow.await("nothing", time, () -> false);
      case NOTES -> awaitNotes(stop.count());
    }
  }

  private void awaitNotes(int count) {
    awaited += count;
    workflow.await("notes", () -> notes.size() >= awaited);
  }

  /** Something that the traveller is told. */
  @SignalMethod
  public void note(int number) {
    notes.add(number);
  }

  /** The notes so far. */
  @QueryMethod
  public List<Integer> notes() {
    return List.copyOf(notes);
  }
}
