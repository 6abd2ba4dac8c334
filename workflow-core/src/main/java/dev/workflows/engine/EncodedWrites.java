package dev.workflows.engine;

import dev.workflows.history.Event;
import dev.workflows.history.RecordedEvent;
import dev.workflows.payload.Payload;
import dev.workflows.payload.PayloadChain;
import dev.workflows.payload.PayloadContext;
import dev.workflows.payload.PayloadException;
import dev.workflows.spi.ActivityRetry;
import dev.workflows.spi.Closing;
import dev.workflows.spi.CommitStore.Send;
import dev.workflows.spi.CommitStore.StartAndSend;
import dev.workflows.spi.CommitStore.Termination;
import dev.workflows.spi.Message;
import dev.workflows.spi.NewRun;
import dev.workflows.spi.Outgoing;
import dev.workflows.spi.Outgoing.ChildStart;
import dev.workflows.spi.Outgoing.Continuation;
import dev.workflows.spi.Outgoing.Delivery;
import dev.workflows.spi.Release;
import dev.workflows.spi.RunCommit;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is written, with its values encoded for where they are going to stand. The same twice is
 * encoded to the same, so that it may be sent again. Thread-safe.
 */
final class EncodedWrites {

  private static final Logger LOG = LoggerFactory.getLogger(EncodedWrites.class);

  /** As a {@link dev.workflows.Failure} is recorded. */
  private static final Payload UNKNOWN_PROBLEM =
      new Payload(
          "{\"type\":\"dev.workflows.WorkflowException\",\"message\":\"Why the run is blocked could"
              + " not be encoded; the log tells it\",\"code\":\"WF-110\"}");

  private final PayloadChain chain;

  EncodedWrites(PayloadChain chain) {
    this.chain = chain;
  }

  private @Nullable Payload encode(@Nullable Payload value, PayloadContext place) {
    return value == null ? null : chain.encode(value, place);
  }

  Event event(UUID run, long seq, Event event) {
    return EventValues.map(event, value -> chain.encode(value, Places.ofEvent(run, seq, event)));
  }

  private List<RecordedEvent> events(UUID run, List<RecordedEvent> events) {
    return events.stream()
        .map(
            one ->
                new RecordedEvent(
                    one.seq(),
                    event(run, one.seq(), one.event()),
                    one.fence(),
                    one.node(),
                    one.recordedAt()))
        .toList();
  }

  private @Nullable Closing closing(UUID run, @Nullable Closing closing) {
    return closing == null
        ? null
        : new Closing(
            closing.status(),
            encode(closing.result(), Places.ofResult(run)),
            encode(closing.failure(), Places.ofFailure(run)),
            closing.closedAt());
  }

  RunCommit commit(RunCommit commit) {
    UUID run = commit.lease().runId();
    return commit.with(
        events(run, commit.events()),
        commit.retries().stream().map(retry -> retry(run, retry)).toList(),
        closing(run, commit.closing()),
        outgoing(commit.outgoing()));
  }

  private ActivityRetry retry(UUID run, ActivityRetry retry) {
    return new ActivityRetry(
        retry.seq(),
        retry.attempt(),
        retry.nextAttemptAt(),
        encode(retry.lastFailure(), Places.ofRetry(run, retry.seq())));
  }

  private Outgoing outgoing(Outgoing outgoing) {
    Continuation goesOn = outgoing.continuation();
    return outgoing.isEmpty()
        ? outgoing
        : new Outgoing(
            outgoing.children().stream().map(this::child).toList(),
            outgoing.deliveries().stream().map(this::delivery).toList(),
            goesOn == null ? null : new Continuation(start(goesOn.next()), goesOn.unread()));
  }

  private ChildStart child(ChildStart child) {
    Message refused = child.refused();
    UUID chainId = Objects.requireNonNull(child.run().parent()).chainId();
    return new ChildStart(
        start(child.run()), chain.encode(child.refusal(), Places.ofMessage(chainId, refused)));
  }

  private Delivery delivery(Delivery delivery) {
    return new Delivery(
        delivery.chainId(),
        delivery.ifOpen(),
        message(delivery.chainId(), delivery.message()),
        delivery.consumedSeq());
  }

  NewRun start(NewRun run) {
    return run.with(events(run.runId(), run.events()), closing(run.runId(), run.closing()));
  }

  /** Whose inbox the message gets into is not known before. */
  StartAndSend startAndSend(StartAndSend both) {
    return new StartAndSend(start(both.run()), message(null, both.message()));
  }

  Send send(Send send) {
    return new Send(
        send.target(),
        send.chainId(),
        message(send.chainId(), send.message()),
        send.delay(),
        send.mostUnread());
  }

  Message message(@Nullable UUID chainId, Message message) {
    return message.with(encode(message.payload(), Places.ofMessage(chainId, message)));
  }

  Termination termination(Termination termination) {
    Event event = termination.event();
    return new Termination(
        termination.requestId(),
        termination.target(),
        termination.by(),
        encode(termination.reason(), Places.ofEvent(termination.requestId(), 0, event)),
        termination.node(),
        termination.deadline());
  }

  /** A run that cannot go on is given up in any case. */
  Release release(Release release) {
    Payload problem = release.problem();
    if (problem == null) {
      return release;
    }
    UUID run = release.lease().runId();
    Payload encoded;
    try {
      encoded = chain.encode(problem, Places.ofProblem(run));
    } catch (PayloadException e) {
      LOG.warn("Why run {} is blocked cannot be encoded", run, e);
      encoded = UNKNOWN_PROBLEM;
    }
    return new Release(release.lease(), release.wakeAt(), release.waitingFor(), encoded);
  }
}
