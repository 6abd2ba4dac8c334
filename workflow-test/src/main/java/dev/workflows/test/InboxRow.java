package dev.workflows.test;

import dev.workflows.spi.InboxMessage;
import dev.workflows.spi.Message;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A message's row. Guarded by the store's lock. */
final class InboxRow {

  private static final long DEAD = -1;

  final UUID chainId;
  final long position;
  final Message message;
  final Instant sentAt;
  private final Instant visibleAt;
  private @Nullable Long consumedSeq;

  InboxRow(UUID chainId, long position, Message message, Instant sentAt, Instant visibleAt) {
    this.chainId = chainId;
    this.position = position;
    this.message = message;
    this.sentAt = sentAt;
    this.visibleAt = visibleAt;
  }

  boolean isUnread() {
    return consumedSeq == null;
  }

  /** Whether it may be read by then. */
  boolean isVisible(Instant now) {
    return !visibleAt.isAfter(now);
  }

  /** Since when it could be read. */
  Instant visibleAt() {
    return visibleAt;
  }

  /** Leaves it to the run that goes on. */
  void giveBack() {
    consumedSeq = null;
  }

  /** Whether the event it became may be this one: no other is noted. */
  boolean mayBecome(long seq) {
    return consumedSeq == null || consumedSeq == seq;
  }

  void consume(long seq) {
    consumedSeq = seq;
  }

  /** Its run ended without having read it. */
  void bury() {
    consumedSeq = DEAD;
  }

  boolean isDead() {
    return consumedSeq != null && consumedSeq == DEAD;
  }

  InboxMessage toMessage() {
    return new InboxMessage(chainId, position, message);
  }
}
