package dev.workflows.jdbc;

import static dev.workflows.jdbc.Scenario.closing;
import static dev.workflows.jdbc.Scenario.commit;
import static dev.workflows.jdbc.Scenario.completed;
import static dev.workflows.jdbc.Scenario.event;
import static dev.workflows.jdbc.Scenario.json;
import static dev.workflows.jdbc.Scenario.lease;
import static dev.workflows.jdbc.Scenario.owned;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.workflows.WorkflowStatus;
import dev.workflows.history.Event;
import dev.workflows.history.RecordedEvent;
import dev.workflows.spi.ActivityRetry;
import dev.workflows.spi.Closing;
import dev.workflows.spi.CommitStore;
import dev.workflows.spi.Message;
import dev.workflows.spi.NewRun;
import dev.workflows.spi.OwnershipStore.Claim;
import dev.workflows.spi.OwnershipStore.NodeRow;
import dev.workflows.spi.Release;
import dev.workflows.spi.RunCommit;
import dev.workflows.spi.RunLease;
import dev.workflows.test.invariants.Invariants;
import dev.workflows.test.invariants.InvariantsExtension;
import dev.workflows.test.invariants.Violation;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** Every invariant holds on what the store writes, and finds a violation planted by hand. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class InvariantsTests {

  private static final Instant DUE = Instant.parse("2030-01-01T00:00:00.000001Z");

  private final Invariants invariants = new Invariants("workflow_");
  private TestDatabase database;
  private SingleConnectionDataSource transaction;

  abstract TestDatabase open();

  @BeforeAll
  void arrangeOneRunOfEachKind() throws SQLException {
    database = open();
    transaction = new SingleConnectionDataSource(database.application().getConnection(), true);
    transaction.getConnection().setAutoCommit(false);
    closedRun("closed");
    retryingRun("retrying");
    releasedRun("sleeping", DUE, null, new Event.TimerStarted(null, DUE));
    releasedRun("listening", null, null, new Event.Marker("mark", null));
    releasedRun("blocked", DUE, "mismatch", new Event.Marker("mark", null));
    takenRun("taken");
    askedRun("asked");
    taggedRun("tagged");
    send("listening");
    send("blocked");
  }

  @AfterEach
  void undoWhatWasPlanted() throws SQLException {
    transaction.getConnection().rollback();
    invariants.forget();
  }

  @AfterAll
  void closeDatabase() {
    transaction.destroy();
    database.close();
  }

  private void closedRun(String workflowId) {
    RunLease lease = start(workflowId, Scenario.NODE);
    write(commit(lease, completed(lease, 3)));
    write(closing(lease, 4));
  }

  private void retryingRun(String workflowId) {
    RunLease lease = start(workflowId, Scenario.NODE);
    ActivityRetry retry = new ActivityRetry(2, 2, DUE, json("boom"));
    write(
        new RunCommit(
            lease, List.of(), List.of(), List.of(retry), List.of(), List.of(), false, null));
    send(workflowId);
  }

  private void releasedRun(String workflowId, Instant wakeAt, String problem, Event waiting) {
    RunLease lease = start(workflowId, Scenario.NODE);
    write(commit(lease, completed(lease, 3), event(4, waiting, lease.fence(), lease.node())));
    Release release =
        new Release(lease, wakeAt, List.of("it"), problem == null ? null : json(problem));
    assertThat(database.store().ownership().release(List.of(release))).hasSize(1);
  }

  private void takenRun(String workflowId) {
    start(workflowId, UUID.randomUUID());
    Claim claim = new Claim(UUID.randomUUID(), Set.of("order"), 1);
    database.store().ownership().register(new NodeRow(Scenario.NODE, "host", "1"));
    assertThat(database.store().ownership().takeOver(claim, Duration.ofHours(1))).hasSize(1);
  }

  /** Signalled, asked to end, ended. */
  private void askedRun(String workflowId) {
    RunLease lease = start(workflowId, Scenario.NODE);
    Message signal = Message.signal("1", "paid", null).sentBy("ada");
    send(workflowId, signal);
    send(workflowId, Message.cancel(null));
    List<RecordedEvent> events =
        recorded(
            lease,
            new Event.SignalReceived("paid", signal.messageId(), "ada", null),
            new Event.TimerStarted(null, DUE),
            new Event.CancelRequested("cancel", null),
            new Event.ActivityFailed(2, 1, json("boom")),
            new Event.TimerCancelled(4),
            new Event.WorkflowCancelled(null));
    List<RunCommit.Consumed> consumed =
        List.of(new RunCommit.Consumed(signal.messageId(), 3), new RunCommit.Consumed("cancel", 5));
    Closing end = new Closing(WorkflowStatus.CANCELLED, null, null, events.get(5).recordedAt());
    write(new RunCommit(lease, events, consumed, List.of(), List.of(), List.of(), false, end));
  }

  private void taggedRun(String workflowId) {
    RunLease lease = start(workflowId, Scenario.NODE);
    List<RecordedEvent> events =
        recorded(
            lease,
            new Event.AttributeChanged("tier", "gold"),
            new Event.AttributeChanged("tier", "silver"),
            new Event.AttributeChanged("level", "1"),
            new Event.AttributeChanged("level", null));
    write(commit(lease, events.toArray(RecordedEvent[]::new)));
  }

  /** Events behind the two that a run begins with. */
  private static List<RecordedEvent> recorded(RunLease lease, Event... events) {
    return IntStream.range(0, events.length)
        .mapToObj(i -> event(3 + i, events[i], lease.fence(), lease.node()))
        .toList();
  }

  private RunLease start(String workflowId, UUID node) {
    NewRun run = owned(workflowId, node);
    database.store().commits().start(List.of(run));
    return lease(run);
  }

  private void write(RunCommit commit) {
    database.store().commits().commit(List.of(commit));
  }

  private void send(String workflowId) {
    send(workflowId, Message.signal("1", "paid", null));
  }

  private void send(String workflowId, Message message) {
    database.store().commits().send(List.of(new CommitStore.Send(workflowId, message)));
  }

  @Test
  void holdOnWhatTheStoreWrites() {
    assertThat(invariants.violations(transaction)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          I1  | delete from workflow_event where run_id = {closed} and seq = 3
          I1  | delete from workflow_event where run_id = {retrying}
          I1  | update workflow_event set seq = seq + 1 where run_id = {taken} and seq = 3
          I2  | update workflow_event set type = 'workflow_started' where run_id = {closed} and seq = 2
          I2  | update workflow_event set type = 'marker' where run_id = {closed} and seq = 1
          I3  | update workflow_event set fence = 0 where run_id = {closed} and seq = 3
          I4  | update workflow_event set node = {run} where run_id = {closed} and seq = 3
          I5  | update workflow_run set fence = 1 where run_id = {taken}
          I7  | update workflow_event set type = 'workflow_completed' where run_id = {taken} and seq = 3
          I7  | update workflow_event set type = 'marker' where run_id = {closed} and seq = 4
          I7  | update workflow_event set type = 'workflow_failed' where run_id = {closed} and seq = 4
          I7  | update workflow_event set type = 'workflow_completed' where run_id = {closed} and seq = 3
          I7  | update workflow_run set closed_at = null where run_id = {closed}
          I7  | update workflow_run set closed_at = started_at where run_id = {taken}
          I8  | update workflow_event set type = 'activity_failed', ref_seq = 2 where run_id = {sleeping} and seq = 4
          I9  | update workflow_event set ref_seq = 1 where run_id = {closed} and seq = 3
          I9  | update workflow_event set ref_seq = 3 where run_id = {closed} and seq = 3
          I9  | update workflow_event set ref_seq = 77 where run_id = {closed} and seq = 3
          I9  | update workflow_event set type = 'timer_fired' where run_id = {closed} and seq = 3
          I11 | update workflow_activity set run_id = {closed}
          I13 | update workflow_inbox set consumed_seq = 77 where chain_id = {asked} and kind = 'signal'
          I13 | update workflow_inbox set consumed_seq = 4 where chain_id = {asked} and kind = 'cancel'
          I13 | update workflow_inbox set message_id = 'signal:2' where chain_id = {asked} and kind = 'signal'
          I14 | update workflow_inbox set consumed_seq = 0 where chain_id = {asked} and kind = 'cancel'
          I14 | update workflow_inbox set consumed_seq = 3 where chain_id = {asked} and kind = 'cancel'
          I14 | update workflow_event set type = 'cancel_requested' where run_id = {listening} and seq = 4
          I16 | update workflow_event set type = 'timer_fired' where run_id = {asked} and seq = 7
          I20 | update workflow_activity set seq = 3
          I20 | update workflow_activity set seq = 1
          I26 | update workflow_event set type = 'marker' where run_id = {asked} and type = 'cancel_requested'
          I26 | update workflow_event set type = 'cancel_requested' where run_id = {asked} and seq = 2
          I18 | update workflow_run set wake_at = null where run_id = {sleeping}
          I18 | update workflow_run set wake_at = wake_at + interval '0.000001' second where run_id = {sleeping}
          I18 | update workflow_run set owner = null where run_id = {retrying}
          I18 | update workflow_run set owner = null, wake_at = timestamp with time zone '2031-01-01 00:00:00+00' where run_id = {retrying}
          I18 | update workflow_run set wake_at = null where run_id = {blocked}
          I19 | update workflow_inbox set chain_id = {run} where chain_id = {retrying}
          I19 | update workflow_run set status = 'BLOCKED', owner = null where run_id = {retrying}
          I21 | update workflow_run set owner = {run} where run_id = {closed}
          I21 | update workflow_run set wake_at = started_at where run_id = {closed}
          I21 | update workflow_activity set run_id = {closed}
          I22 | update workflow_run set workflow_id = 'taken' where run_id = {sleeping}
          I22 | update workflow_run set open_key = null where run_id = {sleeping}
          I22 | update workflow_run set open_key = 'x' where run_id = {closed}
          I28 | update workflow_event set recorded_at = recorded_at - interval '1' day where run_id = {closed} and seq = 3
          I37 | insert into workflow_attribute values ({closed}, 'tier', 'gold')
          I37 | insert into workflow_attribute values ({tagged}, 'level', '1')
          I37 | update workflow_attribute set content = 'gold' where run_id = {tagged} and name = 'tier'
          I37 | delete from workflow_attribute where run_id = {tagged} and name = 'tier'
          I32 | update workflow_inbox set consumed_seq = -1 where chain_id = {retrying}
          I33 | update workflow_run set chain_id = {closed} where run_id = {retrying}
          I33 | update workflow_run set status = 'CONTINUED_AS_NEW' where run_id = {closed}
          I34 | update workflow_run set parent_run_id = {sleeping}, parent_chain_id = {sleeping}, parent_seq = 2 where run_id = {closed}
          I35 | update workflow_run set parent_run_id = {sleeping}, parent_chain_id = {sleeping}, parent_seq = 2 where run_id = {closed}
          I36 | update workflow_event set type = 'child_scheduled' where run_id = {sleeping} and seq = 4
          """)
  void findWhatIsPlanted(String invariant, String statement) {
    plant(statement);

    assertThat(invariants.violations(transaction))
        .extracting(Violation::invariant)
        .contains(invariant);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          changed | update workflow_event set payload = '"other"' where run_id = {closed} and seq = 3
          changed | update workflow_event set recorded_at = recorded_at + interval '1' day where run_id = {closed} and seq = 3
          changed | update workflow_event set node = null where run_id = {closed} and seq = 3
          gone    | delete from workflow_event where run_id = {closed} and seq = 4
          """)
  void findRememberedEventsThatChanged(String what, String statement) {
    invariants.remember(transaction);

    plant(statement);

    assertThat(invariants.violations(transaction))
        .filteredOn(violation -> violation.invariant().equals("I6"))
        .singleElement()
        .satisfies(violation -> assertThat(violation.rows()).hasSize(1))
        .satisfies(violation -> assertThat(violation.rows().get(0)).endsWith(what));
  }

  @Test
  void nameTheRuleAndTheRows() {
    plant("update workflow_run set closed_at = null where run_id = {closed}");

    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(() -> invariants.assertHold(transaction))
        .withMessageContaining("I7: a run has one closing event")
        .withMessageContaining("run_id=" + runId("closed"));
  }

  @Test
  void failTheTestThatBreaksThem() {
    InvariantsExtension extension = new InvariantsExtension(() -> transaction);
    ExtensionContext test = null;
    extension.beforeTestExecution(test);
    extension.afterTestExecution(test);

    plant("update workflow_event set payload = '\"other\"' where run_id = {closed} and seq = 3");

    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(() -> extension.afterTestExecution(test))
        .withMessageContaining("I6");
  }

  @Test
  void forgetWhatWasRemembered() {
    invariants.remember(transaction);
    plant("update workflow_event set payload = '\"other\"' where run_id = {closed} and seq = 3");

    invariants.forget();

    assertThat(invariants.violations(transaction)).isEmpty();
  }

  /** Executes a statement with the run ids of workflow ids in braces; {run} is no run's. */
  private void plant(String statement) {
    String sql = statement.replace("{run}", "'" + UUID.randomUUID() + "'");
    for (String id :
        List.of(
            "closed", "retrying", "sleeping", "listening", "blocked", "taken", "asked", "tagged")) {
      sql = sql.replace("{" + id + "}", "'" + runId(id) + "'");
    }
    assertThat(JdbcClient.create(transaction).sql(sql).update()).isPositive();
  }

  private UUID runId(String workflowId) {
    return database.store().runs().find(workflowId).orElseThrow().runId();
  }
}
