package dev.workflows.replay;

import dev.workflows.Activity;
import dev.workflows.CancellationScope;
import dev.workflows.Promise;
import dev.workflows.QueryMethod;
import dev.workflows.ScopeTimeoutException;
import dev.workflows.SignalMethod;
import dev.workflows.Workflow;
import dev.workflows.WorkflowCancelledException;
import dev.workflows.WorkflowContext;
import dev.workflows.WorkflowMethod;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The code of the golden histories with branches and scopes. Like them it is never edited: what it
 * asks for, and in which order, is recorded.
 */
@Workflow("golden-trip")
class GoldenTrip {

  interface Agency {
    @Activity
    String flight(String from);

    @Activity
    String hotel(String town);

    @Activity
    void giveBack(String booking);
  }

  private final WorkflowContext context;
  private final Agency agency;
  private final List<String> log = new ArrayList<>();
  private @Nullable CancellationScope search;

  GoldenTrip(WorkflowContext context, Agency agency) {
    this.context = context;
    this.agency = agency;
  }

  @WorkflowMethod
  public String book(List<String> airports) throws Exception {
    Promise<String> hotel = context.async("hotel", this::hotel);
    List<Promise<String>> flights =
        airports.stream()
            .map(airport -> context.async(() -> note(agency.flight(airport))))
            .toList();
    String flight = Promise.race(flights).get();
    context.ensure(() -> agency.giveBack(flight));
    String booked = flight + " and " + hotel.get();
    log.add("extras " + context.map(List.of("a", "b", "c"), 2, agency::hotel));
    search = context.newScope();
    try {
      search.run(() -> context.sleep(Duration.ofDays(1)));
    } catch (WorkflowCancelledException e) {
      log.add("no longer searched: " + e.getMessage());
    }
    return booked;
  }

  private String hotel() throws Exception {
    try {
      return context.callWithTimeout(Duration.ofMinutes(10), () -> agency.hotel("town"));
    } catch (ScopeTimeoutException e) {
      log.add("no answer in " + e.timeout());
      return context.callWithTimeout(Duration.ofMinutes(20), () -> agency.hotel("village"));
    }
  }

  private String note(String answer) {
    log.add(answer);
    return answer;
  }

  @SignalMethod
  public void enough(String why) {
    if (search != null) {
      search.cancel(why);
    }
  }

  @QueryMethod
  public List<String> log() {
    return List.copyOf(log);
  }
}
