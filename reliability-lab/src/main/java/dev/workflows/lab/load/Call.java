package dev.workflows.lab.load;

import dev.workflows.lab.worker.Plan;
import dev.workflows.lab.worker.Route;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Something that a client asks for.
 *
 * @param sender who asks: calls of one sender to one run follow each other
 * @param number of a note or an order
 * @param messageId by which that is known when it comes again
 * @param expected what the run is to return, or to fail with, at a start
 */
public record Call(
    Kind kind,
    String workflowId,
    String sender,
    @Nullable Integer number,
    @Nullable String messageId,
    @Nullable String expected,
    String method,
    String path,
    @Nullable String body) {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** What is asked for. */
  public enum Kind {
    START,
    NOTE,
    ORDER,
    CANCEL,
    TERMINATE
  }

  /** Asks for a journey. */
  public static Call start(String workflowId, String sender, Plan plan) {
    String path = "/journeys/" + workflowId;
    return startAt(path, workflowId, sender, JSON.writeValueAsString(plan), plan.result());
  }

  /** Asks for an expedition. */
  public static Call start(String workflowId, String sender, Route route) {
    String path = "/expeditions/" + workflowId;
    return startAt(path, workflowId, sender, JSON.writeValueAsString(route), route.result());
  }

  /** Asks for a run at another address than that of journeys. */
  public static Call startAt(
      String path, String workflowId, String sender, @Nullable String body, String expected) {
    return new Call(Kind.START, workflowId, sender, null, null, expected, "POST", path, body);
  }

  /** Sends the note of this number, from the only sender of the run. */
  public static Call note(String workflowId, String sender, int number) {
    return note(workflowId, sender, number, "note-" + number);
  }

  /** Sends a note of which there may be several with the number. */
  public static Call note(String workflowId, String sender, int number, String messageId) {
    String path = "/journeys/%s/notes/%d?messageId=%s".formatted(workflowId, number, messageId);
    return noteAt(path, workflowId, sender, number, messageId);
  }

  /** Sends a note to another address than that of journeys. */
  public static Call noteAt(
      String path, String workflowId, String sender, int number, String messageId) {
    return new Call(Kind.NOTE, workflowId, sender, number, messageId, null, "POST", path, null);
  }

  /** Updates an expedition; an order makes sense from 1 on. */
  public static Call order(String workflowId, String sender, int number) {
    String id = "order-" + number;
    String path = "/expeditions/%s/orders/%d?updateId=%s".formatted(workflowId, number, id);
    return new Call(Kind.ORDER, workflowId, sender, number, id, null, "POST", path, null);
  }

  /** Asks a run to end. */
  public static Call cancel(String workflowId, String sender) {
    String path = "/journeys/" + workflowId;
    return new Call(Kind.CANCEL, workflowId, sender, null, null, null, "DELETE", path, null);
  }

  /** Ends a run. */
  public static Call terminate(String workflowId, String sender) {
    String path = "/journeys/%s/termination".formatted(workflowId);
    return new Call(Kind.TERMINATE, workflowId, sender, null, null, null, "POST", path, null);
  }
}
