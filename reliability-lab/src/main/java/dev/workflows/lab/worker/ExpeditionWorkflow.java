package dev.workflows.lab.worker;

import dev.workflows.ChildHandle;
import dev.workflows.ChildOptions;
import dev.workflows.Promise;
import dev.workflows.UpdateMethod;
import dev.workflows.Workflow;
import dev.workflows.WorkflowContext;
import dev.workflows.WorkflowMethod;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Goes on a route, one run for each leg: children and branches at once, updates at any time, and an
 * end that undoes the last leg.
 */
@Workflow("expedition")
public class ExpeditionWorkflow {

  private static final int CAMPS_AT_ONCE = 2;

  private final PartyWorkflow scout;
  private final Work work;
  private final WorkflowContext workflow;
  private int underWay;
  private int obeyed;

  ExpeditionWorkflow(PartyWorkflow scout, Work work, WorkflowContext workflow) {
    this.scout = scout;
    this.work = work;
    this.workflow = workflow;
  }

  /**
   * Returns what {@link Route#result()} foretells.
   *
   * @param leg from 1 on
   * @param before how many orders were obeyed on the legs before
   */
  @WorkflowMethod
  public String travel(int leg, int before, Route route) {
    explore(leg, route);
    if (leg < route.legs()) {
      workflow.await("orders under way", () -> underWay == 0);
      throw workflow.continueAsNew(leg + 1, before + obeyed, route);
    }
    workflow.await("orders", () -> underWay == 0 && before + obeyed >= route.orders());
    String told = route.told(leg, before + obeyed);
    if (route.lost()) {
      throw new IllegalStateException(told);
    }
    return told;
  }

  private void explore(int leg, Route route) {
    Promise<String> scouting = workflow.async("scout", () -> scout.explore(route.millis()));
    List<ChildHandle<String>> parties =
        IntStream.rangeClosed(1, route.parties())
            .mapToObj(number -> party(leg, number, route))
            .toList();
    workflow.map(route.camps(), CAMPS_AT_ONCE, work::pitch);
    Promise.allOf(parties).get();
    scouting.get();
  }

  private ChildHandle<String> party(int leg, int number, Route route) {
    String id = "%s-party-%d-%d".formatted(workflow.workflowId(), leg, number);
    return workflow
        .child(PartyWorkflow.class, ChildOptions.of(id))
        .start(party -> party.explore(route.millis()));
  }

  /** Something that the expedition is told to do; it answers once it is done. */
  @UpdateMethod(validator = "makesSense")
  public String order(int number) {
    underWay++;
    String answer = work.obey(number);
    underWay--;
    obeyed++;
    return answer;
  }

  void makesSense(int number) {
    if (number < 1) {
      throw new IllegalArgumentException("Order %d makes no sense".formatted(number));
    }
  }
}
