package dev.workflows.payload;

import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Where a value stands: what a transform may bind it to, so that it cannot be read anywhere else.
 *
 * @param owner the run, or for a message the chain of runs that it is sent to; {@code null} where
 *     the sender cannot know that
 * @param position its place there: the {@code seq} of the event or of the call, or the id of the
 *     message
 * @param kind what it is, as {@code activity_completed}, {@code message:signal} or {@code result}
 */
public record PayloadContext(@Nullable UUID owner, String position, String kind) {

  /** All of it, in a form in which no two contexts are the same. */
  public byte[] bytes() {
    return (owner + "|" + kind + "|" + position).getBytes(StandardCharsets.UTF_8);
  }
}
