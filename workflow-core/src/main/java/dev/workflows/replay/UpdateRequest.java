package dev.workflows.replay;

import dev.workflows.history.Event;
import dev.workflows.payload.Payload;
import org.jspecify.annotations.Nullable;

/**
 * An update that somebody asks for.
 *
 * @param name the update's name
 * @param messageId the message it came as
 * @param by who sent it, if that was told
 * @param arguments what it carries
 */
public record UpdateRequest(
    String name, String messageId, @Nullable String by, @Nullable Payload arguments)
    implements Request {

  static UpdateRequest of(Event.UpdateAccepted accepted) {
    return new UpdateRequest(
        accepted.name(), accepted.messageId(), accepted.by(), accepted.arguments());
  }

  Event.UpdateAccepted accepted() {
    return new Event.UpdateAccepted(name, messageId, by, arguments);
  }
}
