package dev.workflows.lab.load;

import org.jspecify.annotations.Nullable;

/**
 * Something that a client asks for.
 *
 * @param sender who asks: calls of one sender to one journey follow each other
 * @param number of a note
 * @param expected what the journey is to return, at a start
 */
record Call(
    Kind kind,
    String workflowId,
    String sender,
    @Nullable Integer number,
    @Nullable String expected,
    String method,
    String path,
    @Nullable String body) {

  enum Kind {
    START,
    NOTE,
    CANCEL,
    TERMINATE
  }

  static Call start(String workflowId, String sender, String plan, String expected) {
    return new Call(
        Kind.START, workflowId, sender, null, expected, "POST", "/journeys/" + workflowId, plan);
  }

  static Call note(String workflowId, String sender, int number) {
    String path =
        "/journeys/%s/notes/%d?messageId=%s".formatted(workflowId, number, messageId(number));
    return new Call(Kind.NOTE, workflowId, sender, number, null, "POST", path, null);
  }

  static Call cancel(String workflowId, String sender) {
    return new Call(
        Kind.CANCEL, workflowId, sender, null, null, "DELETE", "/journeys/" + workflowId, null);
  }

  static Call terminate(String workflowId, String sender) {
    String path = "/journeys/%s/termination".formatted(workflowId);
    return new Call(Kind.TERMINATE, workflowId, sender, null, null, "POST", path, null);
  }

  /** The id by which a note is known when it comes again. */
  static String messageId(int number) {
    return "note-" + number;
  }
}
