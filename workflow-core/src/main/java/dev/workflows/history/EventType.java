package dev.workflows.history;

import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The kinds of events. The stored name is the constant's in lower case; it never changes.
 *
 * <p>What a kind keeps in the column {@code detail}: {@code workflow_started} the seed and, behind
 * a tab, the run it continues, {@code attribute_changed} the value, {@code activity_completed} and
 * {@code activity_failed} the number of attempts, {@code timer_started} the due time, {@code
 * workflow_timed_out} when the time was over, {@code signal_received}, {@code cancel_requested} and
 * {@code update_accepted} the message id, {@code child_scheduled} what becomes of the child with
 * its parent and, behind a tab, its workflow id, {@code child_failed} how the child ended, {@code
 * child_cancel_requested} the position of the call, {@code workflow_continued_as_new} the run that
 * goes on. Behind unit separators, {@code workflow_started} has the terms of the start, and {@code
 * child_scheduled} those of the child, before the tab.
 */
public enum EventType {
  /** A run began to exist. */
  WORKFLOW_STARTED,
  /** The code called an activity. */
  ACTIVITY_SCHEDULED,
  /** An activity returned. */
  ACTIVITY_COMPLETED,
  /** An activity failed for good. */
  ACTIVITY_FAILED,
  /** The code no longer waits for an activity. */
  ACTIVITY_CANCELLED,
  /** The code began to wait for a time. */
  TIMER_STARTED,
  /** That time came. */
  TIMER_FIRED,
  /** The code no longer waits for it. */
  TIMER_CANCELLED,
  /** A signal was taken from the inbox. */
  SIGNAL_RECEIVED,
  /** A request to end was taken from the inbox. */
  CANCEL_REQUESTED,
  /** The code called another workflow. */
  CHILD_SCHEDULED,
  /** That workflow returned. */
  CHILD_COMPLETED,
  /** That workflow ended otherwise, or did not begin. */
  CHILD_FAILED,
  /** The code asked that workflow to end. */
  CHILD_CANCEL_REQUESTED,
  /** An update was taken from the inbox, and its handler began. */
  UPDATE_ACCEPTED,
  /** An update's handler returned. */
  UPDATE_COMPLETED,
  /** An exception left an update's handler. */
  UPDATE_FAILED,
  /** Another node took the run from its dead owner. */
  OWNER_CHANGED,
  /** The workflow method returned. */
  WORKFLOW_COMPLETED,
  /** An exception left the workflow method. */
  WORKFLOW_FAILED,
  /** The workflow method ended because it was asked to. */
  WORKFLOW_CANCELLED,
  /** An operator ended the run. */
  WORKFLOW_TERMINATED,
  /** The run was open for longer than it may be. */
  WORKFLOW_TIMED_OUT,
  /** The run goes on as a new one. */
  WORKFLOW_CONTINUED_AS_NEW,
  /** The code changed an attribute of its run. */
  ATTRIBUTE_CHANGED,
  /** A fact of the engine's own that the code's next execution needs. */
  MARKER,
  /** An event of the application's own. */
  CUSTOM;

  private static final Map<String, EventType> BY_STORED_NAME =
      Stream.of(values()).collect(Collectors.toUnmodifiableMap(EventType::storedName, t -> t));

  private final String storedName = name().toLowerCase(Locale.ROOT);

  /** The name in the column {@code type}. */
  public String storedName() {
    return storedName;
  }

  /** The type of a stored name, {@code null} if this version knows none. */
  public static @Nullable EventType ofStoredName(String name) {
    return BY_STORED_NAME.get(name);
  }
}
