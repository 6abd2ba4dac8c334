package dev.workflows.jdbc;

import dev.workflows.RunId;
import dev.workflows.history.RecordedEvent;
import dev.workflows.jdbc.TurnWriter.TurnRejected;
import dev.workflows.spi.CommitRejectedException;
import dev.workflows.spi.CommitRejectedException.Reason;
import dev.workflows.spi.CommitStore;
import dev.workflows.spi.NewRun;
import dev.workflows.spi.RunCommit;
import dev.workflows.spi.RunLease;
import dev.workflows.spi.StoreException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Commits and the clients' writes: one attempt each, with what its failure means. */
final class JdbcCommitStore implements CommitStore {

  /** How often a write is tried again whose obstacle was gone when it was looked at. */
  private static final int TRIES = 20;

  private static final String STANDING =
      """
      select e.seq, e.recorded_at, e.fence, e.ref_seq, e.node, e.type, e.name, e.detail, e.payload
      from workflow_event e
      where e.run_id = :run and e.seq between :first and :last
      order by e.seq
      """;

  private static final String STILL_OWNED =
      """
      select count(*)
      from workflow_run
      where run_id = :run and owner is not distinct from :owner and fence = :fence
      """;

  private final Database database;
  private final TableNames tables;
  private final TurnWriter turns;
  private final StartWriter starts;
  private final MessageWriter messages;

  JdbcCommitStore(Database database, TableNames tables) {
    this.database = database;
    this.tables = tables;
    this.turns = database.dialect().turns(tables);
    this.starts = new GuardedStarts(database.dialect().starts(tables), tables);
    this.messages = database.dialect().messages(tables);
  }

  @Override
  public void commit(List<RunCommit> batch) {
    rejection(batch)
        .ifPresent(
            reason -> {
              if (batch.size() > 1) {
                throw new CommitRejectedException(Reason.IN_BATCH);
              }
              diagnose(batch.get(0), reason);
            });
  }

  private Optional<Reason> rejection(List<RunCommit> batch) {
    try {
      database.write(
          connection -> {
            turns.write(connection, batch);
            return true;
          });
      return Optional.empty();
    } catch (TurnRejected e) {
      return Optional.of(e.reason());
    } catch (StoreException e) {
      if (SqlErrors.isUniqueViolation(e)) {
        return Optional.of(Reason.FENCED);
      }
      throw e;
    }
  }

  /** A commit that stands there already was written, with all its parts, by an earlier try. */
  private void diagnose(RunCommit commit, Reason reason) {
    List<StoredEvent> sent = commit.events().stream().map(StoredEvent::of).toList();
    List<StoredEvent> standing = standing(commit);
    if (!sent.isEmpty() && sent.equals(standing)) {
      return;
    }
    boolean lost = !standing.isEmpty() || !isStillOwned(commit.lease());
    throw new CommitRejectedException(lost ? Reason.FENCED : reason);
  }

  private List<StoredEvent> standing(RunCommit commit) {
    List<RecordedEvent> events = commit.events();
    if (events.isEmpty()) {
      return List.of();
    }
    return database.query(
        sql ->
            sql.sql(tables.in(STANDING))
                .param("run", commit.lease().runId())
                .param("first", events.get(0).seq())
                .param("last", events.get(events.size() - 1).seq())
                .query((row, n) -> StoredEvent.of(row, n))
                .list());
  }

  private boolean isStillOwned(RunLease lease) {
    return database.query(
        sql ->
            sql.sql(tables.in(STILL_OWNED))
                    .param("run", lease.runId())
                    .param("owner", lease.node())
                    .param("fence", lease.fence())
                    .query(Long.class)
                    .single()
                == 1);
  }

  /** A start that did neither, because what stood in its way was gone, goes into another round. */
  @Override
  public List<StartOutcome> start(List<NewRun> batch) {
    @Nullable StartOutcome[] outcomes = new StartOutcome[batch.size()];
    List<Integer> round = firstOfEach(batch);
    for (int n = 0; n < TRIES && !round.isEmpty(); n++) {
      startRound(batch, round, outcomes);
      round = IntStream.range(0, outcomes.length).filter(i -> outcomes[i] == null).boxed().toList();
    }
    if (!round.isEmpty()) {
      throw contended("start");
    }
    return Stream.of(outcomes).map(Objects::requireNonNull).toList();
  }

  private void startRound(
      List<NewRun> batch, List<Integer> round, @Nullable StartOutcome[] outcomes) {
    List<NewRun> runs = round.stream().map(batch::get).toList();
    Database.Work<List<Optional<StartOutcome>>> work = connection -> starts.start(connection, runs);
    List<Optional<StartOutcome>> answers =
        GuardedStarts.areGuarded(runs) ? database.writeTogether(work) : database.write(work);
    for (int i = 0; i < answers.size(); i++) {
      outcomes[round.get(i)] = answers.get(i).orElse(null);
    }
  }

  /** Of starts that want the same id the first is tried first; the others then meet its row. */
  private static List<Integer> firstOfEach(List<NewRun> batch) {
    List<Integer> first = new ArrayList<>();
    Set<Object> taken = new HashSet<>();
    for (int i = 0; i < batch.size(); i++) {
      Set<Object> ids = ids(batch.get(i));
      if (Collections.disjoint(taken, ids)) {
        taken.addAll(ids);
        first.add(i);
      }
    }
    return first;
  }

  private static Set<Object> ids(NewRun run) {
    return run.startKey() == null
        ? Set.of(run.runId(), "id:" + run.workflowId())
        : Set.of(run.runId(), "id:" + run.workflowId(), "key:" + run.startKey());
  }

  @Override
  public List<SendOutcome> send(List<Send> batch) {
    return database.write(connection -> messages.send(connection, batch));
  }

  /** A run that closed in between is tried again. */
  @Override
  public List<StartAndSendOutcome> startAndSend(List<StartAndSend> batch) {
    return batch.stream().map(this::startAndSend).toList();
  }

  private StartAndSendOutcome startAndSend(StartAndSend both) {
    for (int n = 0; n < TRIES; n++) {
      Optional<StartAndSendOutcome> outcome =
          database.writeTogether(connection -> startAndSend(connection, both));
      if (outcome.isPresent()) {
        return outcome.get();
      }
    }
    throw contended("start with a message");
  }

  private Optional<StartAndSendOutcome> startAndSend(Connection connection, StartAndSend both)
      throws SQLException {
    Optional<StartOutcome> start = starts.start(connection, List.of(both.run())).get(0);
    if (start.isEmpty()) {
      return Optional.empty();
    }
    if (start.get().kind() == StartOutcome.Kind.CLOSED_BEFORE) {
      RunId before = new RunId(both.run().workflowId(), start.get().runId());
      SendOutcome closed = new SendOutcome(SendOutcome.Kind.CLOSED, before, null, null);
      return Optional.of(new StartAndSendOutcome(start.get(), closed));
    }
    Send send = new Send(start.get().runId().toString(), both.message());
    SendOutcome sent = messages.send(connection, List.of(send)).get(0);
    boolean closedMeanwhile =
        sent.kind() == SendOutcome.Kind.CLOSED
            && start.get().kind() == StartOutcome.Kind.ALREADY_OPEN;
    return closedMeanwhile
        ? Optional.empty()
        : Optional.of(new StartAndSendOutcome(start.get(), sent));
  }

  @Override
  public SendOutcome terminate(Termination termination) {
    for (int n = 0; n < TRIES; n++) {
      Optional<SendOutcome> outcome = tryTerminate(termination);
      if (outcome.isPresent()) {
        return outcome.get();
      }
    }
    throw contended("termination");
  }

  /** Nothing if the owner took the position behind the last event meanwhile. */
  private Optional<SendOutcome> tryTerminate(Termination termination) {
    try {
      return database.writeTogether(connection -> messages.terminate(connection, termination));
    } catch (StoreException e) {
      if (SqlErrors.isUniqueViolation(e)) {
        return Optional.empty();
      }
      throw e;
    }
  }

  static StoreException contended(String what) {
    return new StoreException(
        StoreException.Outcome.ROLLED_BACK,
        "A %s met other writes %d times in a row. Try it again.".formatted(what, TRIES),
        null);
  }
}
