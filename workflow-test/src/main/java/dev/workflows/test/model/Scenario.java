package dev.workflows.test.model;

import dev.workflows.MigrationRejectedException;
import dev.workflows.ResultTimeoutException;
import dev.workflows.RunDescription;
import dev.workflows.RunFilter;
import dev.workflows.StartOptions;
import dev.workflows.UpdateFailedException;
import dev.workflows.UpdateRejectedException;
import dev.workflows.WorkflowClient;
import dev.workflows.WorkflowFailedException;
import dev.workflows.WorkflowStatus;
import dev.workflows.steps.HumanDecision;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * What a run does, what it is sent, and how it ends, whenever its process dies.
 *
 * @param name what it shows, as the name of a test
 * @param code the run's code
 * @param later the code that is deployed after the death
 * @param requests what its callers ask for, at once and again after a crash: with message ids
 * @param parts code of the runs that it calls, by name
 * @param afterwards what somebody finds who looks later; added to the outcome
 * @param outcome how it ends: its status, and what it returned or failed with
 * @param calls what it calls, each once; {@code *} is anything
 * @param inOrder whether in this order
 * @param options how it is started
 */
record Scenario(
    String name,
    Script code,
    Script later,
    BiConsumer<WorkflowClient, String> requests,
    Map<String, Script> parts,
    BiFunction<WorkflowClient, String, String> afterwards,
    String outcome,
    List<String> calls,
    boolean inOrder,
    UnaryOperator<StartOptions> options) {

  private static final Duration NO_TIME = Duration.ofMillis(1);
  private static final Duration MOMENT = Duration.ofMillis(100);
  private static final int MOST_UNANSWERED = 5;

  /** What a scenario lets its run do. */
  @FunctionalInterface
  interface Script {
    String run(ModelWorkflow workflow) throws Exception;
  }

  /** A scenario whose run is sent nothing, and calls nothing. */
  Scenario(String name, Script code, String outcome) {
    this(
        name,
        code,
        code,
        (client, id) -> {},
        Map.of(),
        (client, id) -> "",
        outcome,
        List.of(),
        true,
        UnaryOperator.identity());
  }

  /** The same, and its run is sent this word. */
  Scenario sent(String word) {
    return asked((client, id) -> client.signal(id, word, "say", word));
  }

  /** The same, and its run is handed these values, one after the other. */
  Scenario handed(String... values) {
    return asked(
        (client, id) -> {
          for (String value : values) {
            client.signal(id, "hand " + value, "hand", value);
          }
        });
  }

  /** The same, and its run is sent signals of this name, which nothing declares, in this order. */
  Scenario told(String name, Object... values) {
    return asked(
        (client, id) -> {
          for (Object value : values) {
            client.signal(id, name + " " + value, name, value);
          }
        });
  }

  /** The same with one that is seen a moment later. */
  Scenario toldLater(String name, Object value) {
    return asked(
        (client, id) ->
            client.signalAfter(Duration.ofMillis(50), id, name + " " + value, name, value));
  }

  /** The same, and somebody decides about these tasks, one after the other. */
  Scenario decided(HumanDecision... decisions) {
    return asked(
        (client, id) -> {
          for (HumanDecision decision : decisions) {
            client.signal(id, "decide " + decision.task(), "decide", decision);
          }
        });
  }

  /** The same, and its run is handed this value, a moment later. */
  Scenario handedLater(String value) {
    return asked(
        (client, id) ->
            client.signalAfter(Duration.ofMillis(50), id, "later " + value, "hand", value));
  }

  /** The same, and its run is asked to end. */
  Scenario cancelled(String reason) {
    return asked((client, id) -> client.cancel(id, reason));
  }

  /** The same, and its run is asked for this change, whose sender does not wait. */
  Scenario changed(String... values) {
    return asked(
        (client, id) -> {
          for (String value : values) {
            try {
              client.update(id, value, NO_TIME, "change", value);
            } catch (ResultTimeoutException | UpdateRejectedException | UpdateFailedException e) {
              // asked again when all is over
            }
          }
        });
  }

  /** The same, and its run is moved to the second version once nothing is under way. */
  Scenario moved() {
    return asked(Scenario::move);
  }

  /** A process that has died answers nobody. */
  private static void move(WorkflowClient client, String id) {
    int unanswered = 0;
    while (unanswered < MOST_UNANSWERED) {
      try {
        client.migrate(id, 2, MOMENT);
        return;
      } catch (ResultTimeoutException e) {
        unanswered++;
      } catch (MigrationRejectedException e) {
        if (!String.valueOf(e.getMessage()).contains("under way")) {
          return;
        }
      }
    }
  }

  /** The same, and later whoever asked for this change is told this. */
  Scenario answering(String value, String answer) {
    return new Scenario(
        name,
        code,
        later,
        requests,
        parts,
        (client, id) -> afterwards.apply(client, id) + " | " + answer(client, id, value),
        outcome + " | " + answer,
        calls,
        inOrder,
        options);
  }

  private static String answer(WorkflowClient client, String id, String value) {
    try {
      return "" + client.update(id, value, Duration.ofSeconds(20), "change", value);
    } catch (UpdateRejectedException e) {
      return "rejected";
    } catch (UpdateFailedException e) {
      return "failed";
    }
  }

  /** The same, started with more options. */
  Scenario startedWith(UnaryOperator<StartOptions> more) {
    return new Scenario(
        name,
        code,
        later,
        requests,
        parts,
        afterwards,
        outcome,
        calls,
        inOrder,
        o -> more.apply(options.apply(o)));
  }

  /** The same, and later whoever looks at its run sees this. */
  Scenario showing(Function<RunDescription, String> part, String expected) {
    return looking((client, id) -> part.apply(client.describe(id)), expected);
  }

  /** The same, and later so many runs are found in this way. */
  Scenario finding(Function<String, RunFilter> filter, int count) {
    return looking(
        (client, id) -> "" + client.list(filter.apply(id), 10, null).runs().size(), "" + count);
  }

  /** The same, and later whoever looks in this way finds this. */
  Scenario looking(BiFunction<WorkflowClient, String, String> look, String expected) {
    return new Scenario(
        name,
        code,
        later,
        requests,
        parts,
        (client, id) -> afterwards.apply(client, id) + " | " + look.apply(client, id),
        outcome + " | " + expected,
        calls,
        inOrder,
        options);
  }

  /** The same, and later the run of this name is in this status. */
  Scenario leaving(String child, WorkflowStatus status) {
    return new Scenario(
        name,
        code,
        later,
        requests,
        parts,
        (client, id) -> afterwards.apply(client, id) + " | " + ended(client, id + " " + child),
        outcome + " | " + status,
        calls,
        inOrder,
        options);
  }

  private static String ended(WorkflowClient client, String id) {
    try {
      client.result(id, String.class, Duration.ofSeconds(20));
    } catch (WorkflowFailedException e) {
      // told by its status
    }
    return client.describe(id).status().name();
  }

  /** The same, with code of this name that its run can call. */
  Scenario with(String part, Script script) {
    Map<String, Script> all = new HashMap<>(parts);
    all.put(part, script);
    return new Scenario(
        name, code, later, requests, all, afterwards, outcome, calls, inOrder, options);
  }

  private Scenario asked(BiConsumer<WorkflowClient, String> more) {
    return new Scenario(
        name,
        code,
        later,
        requests.andThen(more),
        parts,
        afterwards,
        outcome,
        calls,
        inOrder,
        options);
  }

  /** The same, only that other code is deployed after the death. */
  Scenario deployedLater(Script newer) {
    return new Scenario(
        name, code, newer, requests, parts, afterwards, outcome, calls, inOrder, options);
  }

  /** The same, calling these in this order and nothing else. */
  Scenario calling(String... keys) {
    return new Scenario(
        name, code, later, requests, parts, afterwards, outcome, List.of(keys), true, options);
  }

  /** The same, calling these in any order and nothing else. */
  Scenario callingInAnyOrder(String... keys) {
    return new Scenario(
        name, code, later, requests, parts, afterwards, outcome, List.of(keys), false, options);
  }
}
