package dev.workflows.jdbc.sequence;

import dev.workflows.WorkflowStatus;
import dev.workflows.history.Event;
import dev.workflows.history.RecordedEvent;
import dev.workflows.payload.Payload;
import dev.workflows.spi.ActivityRetry;
import dev.workflows.spi.Closing;
import dev.workflows.spi.InboxMessage;
import dev.workflows.spi.Message;
import dev.workflows.spi.RunCommit;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Makes commits of any kind for an ownership. */
final class Turns {

  private static final Payload SOME = new Payload("\"some\"");

  private final Chance chance;
  private final Held held;
  private final Instant at;
  private final List<RecordedEvent> events = new ArrayList<>();
  private final List<RunCommit.Consumed> consumed = new ArrayList<>();
  private final List<Long> claimed = new ArrayList<>();

  Turns(Chance chance, Held held, Instant at) {
    this.chance = chance;
    this.held = held;
    this.at = at;
  }

  /** A commit that reads some of these messages. */
  RunCommit any(List<InboxMessage> unread) {
    for (InboxMessage message : unread) {
      if (chance.percent(70)) {
        consume(message.message().messageId());
      }
    }
    for (int more = chance.upTo(3); more > 0; more--) {
      record(event());
    }
    if (chance.percent(8)) {
      claim();
    }
    Closing closing = chance.percent(12) ? close() : null;
    if (closing == null && chance.percent(3)) {
      consumed.add(new RunCommit.Consumed("signal:never sent", 0));
    }
    boolean retries = chance.percent(20);
    return new RunCommit(
        held.lease(),
        List.copyOf(events),
        List.copyOf(consumed),
        retries ? List.of(retry()) : List.of(),
        !retries && chance.percent(15) ? List.of(someSeq()) : List.of(),
        List.copyOf(claimed),
        chance.percent(6),
        closing);
  }

  private void consume(String messageId) {
    if (chance.percent(80)) {
      record(new Event.SignalReceived("paid", messageId, SOME));
      consumed.add(new RunCommit.Consumed(messageId, events.get(events.size() - 1).seq()));
    } else {
      consumed.add(new RunCommit.Consumed(messageId, 0));
    }
  }

  private Event event() {
    return switch (chance.upTo(5)) {
      case 0, 1 -> new Event.ActivityScheduled("steps.go", SOME);
      case 2 -> new Event.TimerStarted(null, at.plusSeconds(chance.upTo(9)));
      case 3 -> new Event.ActivityCompleted(someSeq(), 1, SOME);
      default -> new Event.TimerFired(someSeq());
    };
  }

  private void record(Event event) {
    long seq = held.nextSeq() + events.size();
    events.add(new RecordedEvent(seq, event, held.lease().fence(), held.lease().node(), at));
  }

  /** A transactional activity is given up, unless this turn reads what came of it. */
  private void claim() {
    long seq = someSeq();
    String outcome = Message.outcomeKey(held.lease().runId(), seq);
    if (consumed.stream().anyMatch(read -> read.messageId().equals(outcome))) {
      return;
    }
    record(new Event.ActivityFailed(seq, 1, SOME));
    claimed.add(seq);
  }

  private Closing close() {
    if (chance.percent(60)) {
      record(new Event.WorkflowCompleted(SOME));
      return new Closing(WorkflowStatus.COMPLETED, SOME, null, at);
    }
    record(new Event.WorkflowFailed(SOME));
    return new Closing(WorkflowStatus.FAILED, null, SOME, at);
  }

  ActivityRetry retry() {
    return new ActivityRetry(
        someSeq(),
        2 + chance.upTo(3),
        at.plusMillis(chance.upTo(9_000)),
        chance.percent(50) ? SOME : null);
  }

  /** Small, so that operations meet. */
  long someSeq() {
    return 2 + chance.upTo((int) Math.min(4, held.nextSeq()));
  }
}
