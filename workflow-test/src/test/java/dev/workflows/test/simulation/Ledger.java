package dev.workflows.test.simulation;

import dev.workflows.ActivityContext;
import dev.workflows.history.Event;
import dev.workflows.history.RecordedEvent;
import dev.workflows.spi.RunRecord;
import dev.workflows.spi.WorkflowStore;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What activities did, noted outside the engine. */
final class Ledger {

  private final Map<String, Integer> executions = new HashMap<>();
  private final Map<String, String> attempts = new HashMap<>();
  private final Map<String, Set<String>> used = new HashMap<>();
  private final Map<String, Set<String>> effects = new HashMap<>();
  private final Set<String> results = new HashSet<>();
  private final Map<String, String> succeededOn = new HashMap<>();
  private final Consumer<String> violated;
  private final WorkflowStore store;
  private int repeated;

  Ledger(WorkflowStore store, Consumer<String> violated) {
    this.store = store;
    this.violated = violated;
  }

  /**
   * A call that was made.
   *
   * @param life the id of its node as it began
   * @param result which no other execution has
   */
  private record Execution(String life, String result) {}

  /** How often a call was executed. */
  int executions(String call) {
    return executions.getOrDefault(call, 0);
  }

  /** The results of a call whose effects were committed. */
  Set<String> effects(String call) {
    return effects.getOrDefault(call, Set.of());
  }

  /** Those of all calls. */
  Map<String, Set<String>> effects() {
    return effects;
  }

  /** The answers that effects depended on, by the call of the effect. */
  Map<String, Set<String>> used() {
    return used;
  }

  /** Whether an execution returned this. */
  boolean hasReturned(String result) {
    return results.contains(result);
  }

  /** How often a call succeeded that had succeeded before. */
  int repeated() {
    return repeated;
  }

  /** The activities of one node. */
  Steps on(SimulatedNode node, ActivityContext context) {
    return new Steps() {
      @Override
      public String plain(String call) {
        return succeed(call, execute(5, call));
      }

      @Override
      public String added(String call) {
        return plain(call);
      }

      @Override
      public String look(String call) {
        node.requireLife();
        beginsUnanswered(node.id(), call);
        return returned(work(40, call).result());
      }

      @Override
      public String use(String call, String answers) {
        List<String> each = List.of(answers.split(" "));
        used.computeIfAbsent(call, any -> new HashSet<>()).addAll(each);
        requireRecorded(call, each);
        return plain(call);
      }

      @Override
      public String take(String call) {
        return plain(call);
      }

      @Override
      public String putBack(String call, String taken) {
        node.requireLife();
        requireRecorded(call, List.of(taken));
        node.rest(node.world().time(Duration.ofMillis(5)), "activity");
        node.requireLife();
        String key = call + "#back";
        return returned(key + executions.merge(key, 1, Integer::sum));
      }

      @Override
      public String flaky(String call, int times) {
        Execution execution = execute(5, call);
        if (executions(call) <= times) {
          throw new IllegalStateException("not yet");
        }
        return succeed(call, execution);
      }

      @Override
      public String slow(String call) {
        return returned(execute(node.world().chance(30) ? 3_000 : 100, call).result());
      }

      @Override
      public String transactional(String call) {
        return commit(20, call);
      }

      @Override
      public String hurriedTransactional(String call) {
        return commit(500, call);
      }

      private String commit(int longestMillis, String call) {
        String result = returned(execute(longestMillis, call).result());
        store
            .callerTransaction()
            .afterCommit(() -> effects.computeIfAbsent(call, any -> new HashSet<>()).add(result));
        return result;
      }

      private Execution execute(int longestMillis, String call) {
        node.requireLife();
        String life = node.id();
        begins(life, call, context.attempt());
        return work(longestMillis, call);
      }

      private Execution work(int longestMillis, String call) {
        String life = node.id();
        int number = executions.merge(call, 1, Integer::sum);
        World world = node.world();
        node.rest(world.time(Duration.ofMillis(longestMillis)), "activity");
        node.requireLife();
        return new Execution(life, call + "#" + number);
      }
    };
  }

  private String returned(String result) {
    results.add(result);
    return result;
  }

  /** Nothing but the end of a node, or of its lease, lets a call succeed twice. */
  private String succeed(String call, Execution execution) {
    String before = succeededOn.put(call, execution.life());
    if (before != null) {
      repeated++;
      require(!before.equals(execution.life()), "One node made %s succeed twice", call);
    }
    return returned(execution.result());
  }

  private void begins(String life, String call, int attempt) {
    List<RecordedEvent> history = beginsUnanswered(life, call);
    String other = attempts.putIfAbsent(call + "@" + attempt, life);
    require(
        other == null || other.equals(life),
        "Two nodes made attempt %s of %s: %s and %s\n%s",
        attempt,
        call,
        other,
        life,
        Checks.text(history));
  }

  /** Another node may make the same attempt of a call that is not recorded. */
  private List<RecordedEvent> beginsUnanswered(String life, String call) {
    String runId = call.substring(0, call.indexOf('/'));
    RunRecord run = store.runs().find(runId).orElseThrow();
    UUID owner = run.owner();
    require(
        owner == null || owner.toString().equals(life),
        "%s was begun by a node that did not own the run",
        call);
    List<RecordedEvent> history = store.histories().read(run.runId(), 1, Long.MAX_VALUE);
    require(
        !isCompleted(history, call),
        "%s was begun after its result\n%s",
        call,
        Checks.text(history));
    return history;
  }

  /** An effect begins when what it depends on is durable. */
  private void requireRecorded(String call, List<String> answers) {
    UUID run = UUID.fromString(call.substring(0, call.indexOf('/')));
    Set<String> recorded = EffectCheck.results(store.histories().read(run, 1, Long.MAX_VALUE));
    require(
        recorded.containsAll(answers),
        "%s was begun with %s, durable is %s",
        call,
        answers,
        recorded);
  }

  private static boolean isCompleted(List<RecordedEvent> history, String call) {
    Set<Long> asked = new HashSet<>();
    for (RecordedEvent event : history) {
      if (event.event() instanceof Event.ActivityScheduled scheduled
          && Objects.requireNonNull(scheduled.arguments()).json().contains(call + '"')) {
        asked.add(event.seq());
      } else if (event.event() instanceof Event.ActivityCompleted done
          && asked.contains(done.scheduledSeq())) {
        return true;
      }
    }
    return false;
  }

  private void require(boolean holds, String what, @Nullable Object... arguments) {
    if (!holds) {
      violated.accept(what.formatted(arguments));
    }
  }
}
