package dev.workflows.test;

import dev.workflows.ParentClosePolicy;
import dev.workflows.RunId;
import dev.workflows.history.Event;
import dev.workflows.history.History;
import dev.workflows.history.RecordedEvent;
import dev.workflows.spi.CommitRejectedException;
import dev.workflows.spi.CommitStore;
import dev.workflows.spi.Message;
import dev.workflows.spi.NewRun;
import dev.workflows.spi.Parent;
import dev.workflows.spi.RunCommit;
import dev.workflows.test.StoreFaults.Operation;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/** Commits in memory: each transaction is checked as a whole before anything of it is written. */
final class InMemoryCommits implements CommitStore {

  private final StoreState state;
  private final ClientWrites clients;

  InMemoryCommits(StoreState state, ClientWrites clients) {
    this.state = state;
    this.clients = clients;
  }

  @Override
  public void commit(List<RunCommit> batch) {
    state.write(
        Operation.COMMIT,
        () -> {
          commitAll(batch.stream().map(c -> new TurnWrite(state, c)).toList());
          return batch.size();
        });
  }

  private static void commitAll(List<TurnWrite> batch) {
    List<TurnWrite> missing = batch.stream().filter(turn -> !turn.isWritten()).toList();
    for (TurnWrite turn : missing) {
      CommitRejectedException.Reason reason = turn.objection();
      if (reason != null) {
        throw new CommitRejectedException(
            batch.size() == 1 ? reason : CommitRejectedException.Reason.IN_BATCH);
      }
    }
    missing.forEach(TurnWrite::apply);
  }

  @Override
  public List<StartOutcome> start(List<NewRun> batch) {
    return state.write(
        Operation.START, () -> batch.stream().map(run -> clients.start(run, null)).toList());
  }

  @Override
  public List<SendOutcome> send(List<Send> batch) {
    return state.write(
        Operation.SEND, () -> batch.stream().map(send -> clients.send(send, null)).toList());
  }

  @Override
  public List<StartAndSendOutcome> startAndSend(List<StartAndSend> batch) {
    return state.write(Operation.START, () -> batch.stream().map(this::startAndSend).toList());
  }

  private StartAndSendOutcome startAndSend(StartAndSend both) {
    StartOutcome start = clients.start(both.run(), null);
    if (start.kind() == StartOutcome.Kind.CLOSED_BEFORE) {
      RunId before = new RunId(both.run().workflowId(), start.runId());
      return new StartAndSendOutcome(
          start, new SendOutcome(SendOutcome.Kind.CLOSED, before, null, null));
    }
    SendOutcome sent = clients.send(new Send(start.runId().toString(), both.message()), null);
    return new StartAndSendOutcome(start, sent);
  }

  @Override
  public SendOutcome terminate(Termination termination) {
    return state.write(
        Operation.TERMINATE,
        () ->
            addressed(termination)
                .map(run -> terminate(run, termination))
                .orElseGet(() -> new SendOutcome(SendOutcome.Kind.NOT_FOUND, null, null, null)));
  }

  private Optional<RunRow> addressed(Termination termination) {
    return termination.onlyRun() == null
        ? state.addressed(termination.target())
        : Optional.ofNullable(state.runs.get(termination.onlyRun()));
  }

  private SendOutcome terminate(RunRow run, Termination termination) {
    if (!run.isOpen()) {
      return new SendOutcome(
          endedBy(run, termination.event()) ? SendOutcome.Kind.DUPLICATE : SendOutcome.Kind.CLOSED,
          run.id(),
          run.chainId(),
          null);
    }
    UUID owner = run.owner();
    RecordedEvent event =
        state.next(run.runId, termination.event(), run.fence() + 1, termination.node());
    state.append(run.runId, event);
    Instant at = event.recordedAt();
    run.terminate(termination.status(), at);
    tellOthers(run, termination.status().name());
    state.closed(run, false);
    return new SendOutcome(SendOutcome.Kind.ACCEPTED, run.id(), run.chainId(), owner);
  }

  private void tellOthers(RunRow run, String end) {
    Parent parent = run.parent;
    if (parent != null) {
      RunRow itself = state.runs.get(parent.runId());
      if (itself != null && itself.isOpen()) {
        state.deliver(parent.chainId(), Message.childOutcome(parent, end, null), null);
      }
    }
    for (RunRow child : state.openChildren(run.runId)) {
      ParentClosePolicy policy = Objects.requireNonNull(child.parent).policy();
      if (policy != ParentClosePolicy.ABANDON) {
        state.deliver(child.chainId(), Message.ofClosedParent(policy), null);
      }
    }
  }

  private boolean endedBy(RunRow run, Event end) {
    History history = state.history(run.runId);
    return history
        .eventAt(history.length())
        .map(RecordedEvent::event)
        .filter(end::equals)
        .isPresent();
  }
}
