package dev.workflows.spi;

import dev.workflows.payload.Payload;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a commit does to other runs: rows that are inserted, never rows of theirs that are changed.
 *
 * @param children runs that begin
 * @param deliveries messages
 * @param continuation the run that goes on where this one ends; only with a closing
 */
public record Outgoing(
    List<ChildStart> children, List<Delivery> deliveries, @Nullable Continuation continuation) {

  /** Nothing. */
  public static final Outgoing NONE = new Outgoing(List.of(), List.of(), null);

  /** Messages that were consumed and are left to the run that goes on. */
  public List<String> leftToNext() {
    return continuation == null ? List.of() : continuation.unread();
  }

  /** Whether there is nothing. */
  public boolean isEmpty() {
    return children.isEmpty() && deliveries.isEmpty() && continuation == null;
  }

  /**
   * A run that begins unless its workflow id has an open run. If it has, the parent is sent the
   * refusal instead, as the outcome of its call.
   *
   * @param run not owned, with a parent
   * @param refusal an encoded {@code Failure}
   */
  public record ChildStart(NewRun run, Payload refusal) {

    /** What the parent is sent if the child does not begin. */
    public Message refused() {
      Parent parent = java.util.Objects.requireNonNull(run.parent());
      return Message.childOutcome(parent, Message.NOT_STARTED, refusal);
    }
  }

  /**
   * A message for an inbox; without effect if that has one of its id.
   *
   * @param chainId whose inbox
   * @param ifOpen the run that must be open, {@code null} if that does not matter
   * @param message what it says
   * @param consumedSeq as what it is consumed already; {@code null} if it is to be read
   */
  public record Delivery(
      UUID chainId, @Nullable UUID ifOpen, Message message, @Nullable Long consumedSeq) {}

  /**
   * The run that goes on.
   *
   * @param next not owned, of the same chain and workflow id
   * @param unread messages that were consumed and are left to it
   */
  public record Continuation(NewRun next, List<String> unread) {}
}
