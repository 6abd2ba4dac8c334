package dev.workflows.engine;

import dev.workflows.WorkflowException;
import dev.workflows.history.Event;
import dev.workflows.spi.ActivityRetry;
import dev.workflows.spi.InboxMessage;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What waits for a run's next turn. Not thread-safe: its run guards it.
 *
 * <p>A message is taken once, however often a poll reads it: until its consumption is durable it
 * looks unread to the database, and a slow poll may answer after that.
 */
final class Mailbox {

  private static final int REMEMBERED = 1_000;

  private List<InboxMessage> messages = new ArrayList<>();
  private List<Settled> outcomes = new ArrayList<>();
  private List<ActivityRetry> retries = new ArrayList<>();
  private final Set<String> seen = new LinkedHashSet<>();
  private boolean due;
  private @Nullable WorkflowException problem;

  /**
   * An activity that is over.
   *
   * @param outcome its resolving event
   */
  record Settled(long seq, Event outcome) {}

  /**
   * What one turn takes, each kind in its order.
   *
   * @param messages by order of acceptance
   * @param outcomes by position of the call, at most one each
   * @param retries activities that wait for another attempt
   * @param problem why there can be no turn
   */
  record Batch(
      List<InboxMessage> messages,
      List<Settled> outcomes,
      List<ActivityRetry> retries,
      @Nullable WorkflowException problem) {

    /** Nothing came. */
    static final Batch NOTHING = new Batch(List.of(), List.of(), List.of(), null);
  }

  void addMessages(Collection<InboxMessage> read) {
    for (InboxMessage message : read) {
      if (seen.add(message.message().messageId())) {
        messages.add(message);
      }
    }
  }

  void addOutcome(Settled settled) {
    outcomes.add(settled);
  }

  void addRetry(ActivityRetry retry) {
    retries.add(retry);
  }

  /** Says why there can be no further turn. */
  void report(WorkflowException newProblem) {
    problem = newProblem;
    due = true;
  }

  /** Asks for a turn without a message, for a timer or a beginning. */
  void ask() {
    due = true;
  }

  boolean isEmpty() {
    return !due && messages.isEmpty() && outcomes.isEmpty() && retries.isEmpty();
  }

  Batch take() {
    messages.sort(Comparator.comparingLong(InboxMessage::position));
    outcomes.sort(Comparator.comparingLong(Settled::seq));
    Batch batch = new Batch(messages, outcomes, retries, problem);
    messages = new ArrayList<>();
    outcomes = new ArrayList<>();
    retries = new ArrayList<>();
    due = false;
    forgetOldest(batch.messages().size());
    return batch;
  }

  /** Puts back what a turn took that was not written; its messages will be read again. */
  void putBack(Batch batch) {
    outcomes.addAll(batch.outcomes());
    retries.addAll(batch.retries());
    batch.messages().forEach(m -> seen.remove(m.message().messageId()));
    messages.forEach(m -> seen.remove(m.message().messageId()));
    messages.clear();
    due = true;
  }

  /** Never those that have just been taken: they look unread until their commit is durable. */
  private void forgetOldest(int taken) {
    int kept = taken + REMEMBERED;
    if (seen.size() > kept + REMEMBERED) {
      List<String> all = List.copyOf(seen);
      Set<String> old = new HashSet<>(all.subList(0, all.size() - kept));
      seen.removeAll(old);
    }
  }
}
