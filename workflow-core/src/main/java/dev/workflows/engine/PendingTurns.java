package dev.workflows.engine;

import dev.workflows.definition.ActivityDefinition;
import dev.workflows.history.Event;
import dev.workflows.history.EventFields;
import dev.workflows.history.RecordedEvent;
import dev.workflows.replay.RunExecution;
import dev.workflows.spi.Driver;
import dev.workflows.spi.Driver.Lane;
import dev.workflows.spi.RunCommit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The turns of a run that were carried out and are not durable: they hold nothing but calls of
 * read-only activities and what those returned, which has no effect and may be asked for again.
 * They travel with the next commit that is due. Used by whoever is busy with the run, where nothing
 * else is said.
 */
final class PendingTurns {

  private static final int MOST_EVENTS = 100;
  private static final int MOST_CHARACTERS = 1_000_000;
  private static final Duration LONGEST = Duration.ofSeconds(1);

  private final Driver driver;
  private final Runnable onDue;
  private final List<RecordedEvent> events = new ArrayList<>(0);
  private long characters;
  private Driver.@Nullable Scheduled alarm;
  private volatile boolean due;

  /**
   * Nothing is pending.
   *
   * @param onDue told when the first event has been pending for too long
   */
  PendingTurns(Driver driver, Runnable onDue) {
    this.driver = driver;
    this.onDue = onDue;
  }

  boolean isEmpty() {
    return events.isEmpty();
  }

  /** Says that what is pending is to be written with the next turn, whatever that is. */
  void makeDue() {
    due = true;
  }

  /** Whether something is pending that may not wait for another turn. */
  boolean isDue() {
    return due && !isEmpty();
  }

  /**
   * Keeps what a turn decided if it may wait.
   *
   * @param commit what would be written
   * @return {@code false} if it is to be written now
   */
  boolean keep(RunCommit commit, Turn turn, RunExecution current) {
    if (isDue() || !onlyReads(commit, turn, current)) {
      return false;
    }
    long more = characters(commit.events());
    if (isTooMuch(commit.events().size(), more)) {
      return false;
    }
    if (isEmpty()) {
      due = false;
      alarm = driver.schedule(Lane.TURN, LONGEST, this::ring);
    }
    events.addAll(commit.events());
    characters += more;
    return true;
  }

  private boolean isTooMuch(int moreEvents, long moreCharacters) {
    return events.size() + moreEvents >= MOST_EVENTS
        || characters + moreCharacters >= MOST_CHARACTERS;
  }

  private static long characters(List<RecordedEvent> some) {
    return some.stream()
        .map(recorded -> EventFields.of(recorded.event()).payload())
        .mapToLong(payload -> payload == null ? 0 : payload.length())
        .sum();
  }

  private void ring() {
    due = true;
    onDue.run();
  }

  private static boolean onlyReads(RunCommit commit, Turn turn, RunExecution current) {
    for (RecordedEvent event : commit.events()) {
      if (!onlyReads(event, turn, current)) {
        return false;
      }
    }
    return !commit.events().isEmpty()
        && commit.consumed().isEmpty()
        && commit.retries().isEmpty()
        && commit.settledActivities().isEmpty()
        && !commit.resumes();
  }

  private static boolean onlyReads(RecordedEvent event, Turn turn, RunExecution current) {
    ActivityDefinition activity = null;
    if (event.event() instanceof Event.ActivityScheduled) {
      activity = current.pendingCall(event.seq());
    } else if (event.event() instanceof Event.ActivityCompleted completed) {
      activity = turn.activity(completed.scheduledSeq());
    }
    return activity != null && activity.readOnly();
  }

  /** What is to be written, behind what is pending. */
  RunCommit before(RunCommit commit) {
    if (isEmpty()) {
      return commit;
    }
    stopAlarm();
    List<RecordedEvent> all = new ArrayList<>(events.size() + commit.events().size());
    all.addAll(events);
    all.addAll(commit.events());
    return Commits.withEvents(commit, all);
  }

  /** Everything is durable. */
  void durable() {
    if (!isEmpty()) {
      clear();
    }
  }

  /**
   * None of it will be durable: it has to be decided anew.
   *
   * @return the position of the first event that is lost
   */
  long lose() {
    long first = isEmpty() ? Long.MAX_VALUE : events.get(0).seq();
    clear();
    return first;
  }

  private void clear() {
    stopAlarm();
    events.clear();
    characters = 0;
    due = false;
  }

  private void stopAlarm() {
    if (alarm != null) {
      alarm.cancel();
      alarm = null;
    }
  }
}
