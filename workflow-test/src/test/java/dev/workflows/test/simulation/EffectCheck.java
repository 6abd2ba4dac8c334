package dev.workflows.test.simulation;

import dev.workflows.history.Event;
import dev.workflows.history.RecordedEvent;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;

/** What activities did outside the engine, against what histories say. */
final class EffectCheck {

  private final Ledger ledger;
  private final Map<UUID, List<RecordedEvent>> histories;
  private final Consumer<String> violated;

  EffectCheck(Ledger ledger, Map<UUID, List<RecordedEvent>> histories, Consumer<String> violated) {
    this.ledger = ledger;
    this.histories = histories;
    this.violated = violated;
  }

  void check() {
    ledger
        .effects()
        .forEach(
            (call, results) ->
                require(results.size() == 1, "The effect of %s happened as %s", call, results));
    histories.values().forEach(this::returned);
    ledger.used().forEach(this::used);
  }

  /** No effect depended on an answer that nobody remembers. */
  private void used(String call, Set<String> answers) {
    UUID run = UUID.fromString(call.substring(0, call.indexOf('/')));
    Set<String> recorded = results(Objects.requireNonNull(histories.get(run)));
    require(recorded.containsAll(answers), "%s used %s, recorded is %s", call, answers, recorded);
  }

  /** Whatever is recorded as done was done; and if in a transaction, its effect is there. */
  private void returned(List<RecordedEvent> history) {
    Map<Long, Event.ActivityScheduled> scheduled = new HashMap<>();
    for (RecordedEvent event : history) {
      if (event.event() instanceof Event.ActivityScheduled question) {
        scheduled.put(event.seq(), question);
      } else if (event.event() instanceof Event.ActivityFailed answer) {
        failed(Objects.requireNonNull(scheduled.get(answer.scheduledSeq())));
      } else if (event.event() instanceof Event.ActivityCancelled answer) {
        givenUp(Objects.requireNonNull(scheduled.get(answer.scheduledSeq())));
      } else if (event.event() instanceof Event.ActivityCompleted answer) {
        completed(
            Objects.requireNonNull(scheduled.get(answer.scheduledSeq())),
            Objects.requireNonNull(answer.result()).json().replace("\"", ""));
      }
    }
  }

  /** What activities returned, as a history tells. */
  static Set<String> results(List<RecordedEvent> history) {
    Set<String> results = new HashSet<>();
    for (RecordedEvent event : history) {
      if (event.event() instanceof Event.ActivityCompleted answer) {
        results.add(Objects.requireNonNull(answer.result()).json().replace("\"", ""));
      }
    }
    return results;
  }

  private void failed(Event.ActivityScheduled question) {
    String call = Objects.requireNonNull(question.arguments()).json().replace("\"", "");
    require(
        !call.endsWith("/hurried") || ledger.effects(call).isEmpty(),
        "%s is recorded as failed, but its effect is there",
        call);
  }

  private void givenUp(Event.ActivityScheduled question) {
    String call = Objects.requireNonNull(question.arguments()).json().replace("\"", "");
    require(
        !isTransactional(call) || ledger.effects(call).isEmpty(),
        "%s was given up, but its effect is there",
        call);
  }

  private void completed(Event.ActivityScheduled question, String result) {
    String arguments = Objects.requireNonNull(question.arguments()).json();
    String call = result.substring(0, result.indexOf('#'));
    require(arguments.contains(call), "The result %s is that of another call: %s", call, arguments);
    require(ledger.hasReturned(result), "%s is recorded but was never returned", result);
    require(
        !isTransactional(call) || ledger.effects(call).contains(result),
        "%s is recorded, but its effect is not there",
        result);
  }

  private static boolean isTransactional(String call) {
    return call.endsWith("/transactional")
        || call.endsWith("/hurried")
        || call.endsWith("/dropped");
  }

  private void require(boolean holds, String what, Object... arguments) {
    if (!holds) {
      violated.accept(what.formatted(arguments));
    }
  }
}
