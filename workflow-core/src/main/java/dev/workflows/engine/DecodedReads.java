package dev.workflows.engine;

import dev.workflows.history.Event;
import dev.workflows.history.RecordedEvent;
import dev.workflows.payload.Payload;
import dev.workflows.payload.PayloadChain;
import dev.workflows.payload.PayloadContext;
import dev.workflows.payload.PayloadException;
import dev.workflows.spi.ActivityRetry;
import dev.workflows.spi.InboxMessage;
import dev.workflows.spi.LoadedRun;
import dev.workflows.spi.Message;
import dev.workflows.spi.RunRecord;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is read, with its values decoded. One that cannot be decoded has a problem, and is whoever's
 * who asks for it: it keeps nothing else from being read. Thread-safe.
 */
final class DecodedReads {

  private final PayloadChain chain;

  DecodedReads(PayloadChain chain) {
    this.chain = chain;
  }

  private @Nullable Payload decode(@Nullable Payload stored, PayloadContext place) {
    return stored == null ? null : chain.decode(stored, place);
  }

  List<RecordedEvent> events(UUID run, List<RecordedEvent> events) {
    return events.stream().map(event -> event(run, event)).toList();
  }

  private RecordedEvent event(UUID run, RecordedEvent recorded) {
    Event stored = recorded.event();
    PayloadContext place = Places.ofEvent(run, recorded.seq(), stored);
    return new RecordedEvent(
        recorded.seq(),
        EventValues.map(stored, value -> chain.decode(value, place)),
        recorded.fence(),
        recorded.node(),
        recorded.recordedAt());
  }

  RunRecord run(RunRecord run) {
    UUID id = run.runId();
    return run.with(
        decode(run.result(), Places.ofResult(id)),
        decode(run.failure(), Places.ofFailure(id)),
        decode(run.problem(), Places.ofProblem(id)));
  }

  List<ActivityRetry> retries(UUID run, List<ActivityRetry> retries) {
    return retries.stream()
        .map(
            retry ->
                new ActivityRetry(
                    retry.seq(),
                    retry.attempt(),
                    retry.nextAttemptAt(),
                    decode(retry.lastFailure(), Places.ofRetry(run, retry.seq()))))
        .toList();
  }

  List<InboxMessage> messages(List<InboxMessage> messages) {
    return messages.stream()
        .map(
            read ->
                new InboxMessage(
                    read.chainId(), read.position(), message(read.chainId(), read.message())))
        .toList();
  }

  /**
   * A message of this chain's inbox. It is bound to the chain, or to no chain if its sender did not
   * know that one. A run can end at once without knowing why.
   */
  Message message(UUID chainId, Message message) {
    Payload stored = message.payload();
    if (stored == null) {
      return message;
    }
    Payload value = chain.decode(stored, Places.ofMessage(chainId, message));
    if (value.problem() != null) {
      Payload unbound = chain.decode(stored, Places.ofMessage(null, message));
      value = unbound.problem() == null ? unbound : value;
    }
    boolean dispensable = value.problem() != null && message.kind() == Message.Kind.TERMINATE;
    return message.with(dispensable ? null : value);
  }

  /** One that cannot be decoded cannot be read; a request to end it at once is kept. */
  LoadedRun loaded(LoadedRun loaded) {
    RunRecord run = run(loaded.run());
    if (loaded.unreadable() != null) {
      return LoadedRun.unreadable(run, loaded.unreadable());
    }
    List<RecordedEvent> history = events(run.runId(), loaded.history());
    List<InboxMessage> unread = messages(loaded.unread());
    List<ActivityRetry> retries = retries(run.runId(), loaded.retries());
    Optional<PayloadException> problem = problem(history, unread, retries);
    return problem.isEmpty()
        ? new LoadedRun(run, history, unread, retries)
        : new LoadedRun(run, first(history), requestsToEnd(unread), List.of(), problem.get());
  }

  /** What was agreed at its start, as how long it may be open, holds for it in any case. */
  private static List<RecordedEvent> first(List<RecordedEvent> history) {
    return history.subList(0, Math.min(1, history.size()));
  }

  private static List<InboxMessage> requestsToEnd(List<InboxMessage> unread) {
    return unread.stream().filter(read -> read.message().kind() == Message.Kind.TERMINATE).toList();
  }

  private static Optional<PayloadException> problem(
      List<RecordedEvent> history, List<InboxMessage> unread, List<ActivityRetry> retries) {
    return Stream.of(
            history.stream().flatMap(DecodedReads::problem),
            problem(unread).stream(),
            retries.stream().flatMap(DecodedReads::problem))
        .flatMap(problems -> problems)
        .findFirst();
  }

  private static Stream<PayloadException> problem(RecordedEvent recorded) {
    Event event = recorded.event();
    return problem(
        "event %d (%s)".formatted(recorded.seq(), event.type().storedName()),
        EventValues.of(event));
  }

  private static Stream<PayloadException> problem(ActivityRetry retry) {
    return problem("last failure of the call at %d".formatted(retry.seq()), retry.lastFailure());
  }

  /** Why messages cannot be delivered, if one of them cannot be decoded. */
  static Optional<PayloadException> problem(List<InboxMessage> messages) {
    return messages.stream()
        .map(InboxMessage::message)
        .flatMap(
            message -> problem("message '%s'".formatted(message.messageId()), message.payload()))
        .findFirst();
  }

  private static Stream<PayloadException> problem(String what, @Nullable Payload value) {
    PayloadException problem = value == null ? null : value.problem();
    return Stream.ofNullable(problem)
        .map(Objects::requireNonNull)
        .map(
            e ->
                PayloadException.undecodable(
                    "The value of %s cannot be decoded. %s".formatted(what, e.fact()), e));
  }
}
