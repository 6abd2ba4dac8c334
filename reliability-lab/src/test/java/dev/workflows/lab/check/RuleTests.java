package dev.workflows.lab.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workflows.jdbc.SchemaMode;
import dev.workflows.jdbc.WorkflowSchema;
import dev.workflows.test.invariants.Invariants;
import dev.workflows.test.invariants.Violation;
import java.util.UUID;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;

/** Every rule holds on runs as they should be, and finds what was planted against it. */
class RuleTests {

  private static String runsAsTheyShouldBe = "";

  private DataSource engine;
  private DataSource records;

  /** Made once, since that takes longer than all that is done with it. */
  @BeforeAll
  static void makeRunsAsTheyShouldBe() {
    DataSource template = database();
    new WorkflowSchema(template, "workflow_").apply(SchemaMode.AUTO);
    Tables.createEffects(template);
    execute(template, "runs.sql");
    execute(template, "expeditions.sql");
    runsAsTheyShouldBe =
        String.join("\n", JdbcClient.create(template).sql("script").query(String.class).list());
  }

  @BeforeEach
  void arrangeRunsAsTheyShouldBe() {
    engine = database();
    records = database();
    JdbcClient.create(engine).sql(runsAsTheyShouldBe).update();
    Tables.createRecords(records);
    execute(records, "records.sql");
    execute(records, "orders.sql");
  }

  private static DataSource database() {
    JdbcDataSource database = new JdbcDataSource();
    database.setURL("jdbc:h2:mem:%s;DB_CLOSE_DELAY=-1".formatted(UUID.randomUUID()));
    return database;
  }

  private static void execute(DataSource database, String script) {
    new ResourceDatabasePopulator(new ClassPathResource("check/" + script)).execute(database);
  }

  private Verdict verdict() {
    return new Verdict(engine, records, new Invariants("workflow_"));
  }

  @Test
  void findsNothingWhereNothingIsWrong() {
    Verdict verdict = verdict();

    assertThat(verdict.violations()).isEmpty();
    assertThat(verdict.figures()).isEqualTo(new Figures(6, 10, 0, 0));
    assertThat(verdict.reached()).isEqualTo(new Reached(1, 1, 1, 2));
  }

  /** Behind a tab stands who sent it. */
  @Test
  void knowsSignalsWhoseSenderIsRecorded() {
    JdbcClient.create(engine)
        .sql("update workflow_event set detail = detail || ? where type = 'signal_received'")
        .param("\tada from 127.0.0.1")
        .update();

    assertThat(verdict().violations()).extracting(Violation::invariant).doesNotContain("READ_ONCE");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
      ALL_END              | update workflow_run set closed_at = null where workflow_id = 'a'
      AS_EXPECTED          | update workflow_run set result = '"4 stops, 2 notes"' where workflow_id = 'a'
      AS_EXPECTED          | update workflow_run set status = 'FAILED' where workflow_id = 'a'
      AS_EXPECTED          | update workflow_run set result = null where workflow_id = 'a'
      AS_EXPECTED          | update workflow_run set workflow_id = 'nobodys' where workflow_id = 'a'
      AS_EXPECTED          | update workflow_run set status = 'CANCELLED' where workflow_id = 'a'
      ACKNOWLEDGED_START   | delete from workflow_run where workflow_id = 'a'
      ACKNOWLEDGED_NOTE    | delete from workflow_inbox where message_id = 'signal:note-2'
      ACKNOWLEDGED_NOTE    | update workflow_inbox set consumed_seq = null where message_id = 'signal:note-2'
      READ_ONCE            | update workflow_event set detail = 'signal:note-3' where detail = 'signal:note-2'
      READ_ONCE            | update workflow_inbox set consumed_seq = 4 where message_id = 'signal:note-2'
      IN_ORDER             | update workflow_event set seq = seq + (case seq when 4 then 1 else -1 end) where seq in (4, 5) and type = 'signal_received'
      ACKNOWLEDGED_END     | update workflow_run set status = 'COMPLETED' where workflow_id = 'c'
      ACKNOWLEDGED_END     | delete from workflow_event where type = 'cancel_requested'
      CLEANED_UP           | update workflow_event set name = 'work.work' where name = 'work.cleanUp'
      TRUE_RESULT          | update workflow_event set payload = '"phantom"' where payload = '"booked"'
      EFFECT_ONCE          | delete from lab_effect
      EFFECT_NEVER_TWICE   | insert into lab_effect select * from lab_effect
      NOT_EARLY            | update workflow_event set recorded_at = timestamp with time zone '2026-01-01 00:00:04Z' where type = 'timer_fired'
      """)
  void findsWhatIsWrongInTheEnginesTables(Rule rule, String plant) {
    JdbcClient.create(engine).sql(plant).update();

    assertThat(verdict().violations()).extracting(Violation::invariant).contains(rule.name());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
      ONE_RUN              | update lab_client set run_id = random_uuid() where id = 2
      NEVER_REFUSED        | update lab_client set status = 409, sender = 'customer-1' where id = 1
      FOUND_AGAIN          | update lab_client set status = 404 where id = 4
      TRUE_RESULT          | delete from lab_activity where result = 'booked'
      ATTEMPT_ON_ONE_NODE  | insert into lab_activity select run_id, seq, attempt, 'node-9', phase, result, at from lab_activity
      """)
  void findsWhatIsWrongByTheRecords(Rule rule, String plant) {
    JdbcClient.create(records).sql(plant).update();

    assertThat(verdict().violations()).extracting(Violation::invariant).contains(rule.name());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
      CHILD_TOLD_ONCE      | delete from workflow_run where type = 'party'
      CHILD_TOLD_ONCE      | update workflow_run set status = 'FAILED' where type = 'party'
      CHILD_TOLD_ONCE      | update workflow_run set result = '"else"' where type = 'party'
      CHILD_TOLD_ONCE      | update workflow_run set parent_run_id = chain_id, parent_seq = 2 where workflow_id = 'e'
      CHILD_TOLD_ONCE      | delete from workflow_event where type = 'child_completed'
      CHILD_TOLD_ONCE      | update workflow_event set type = 'child_failed' where type = 'child_completed'
      CHILD_TOLD_ONCE      | update workflow_event set type = 'child_completed', ref_seq = 2 where type = 'workflow_continued_as_new'
      CHILD_EXECUTED_ONCE  | update workflow_event set payload = '"else"' where payload = '"explored"' and type = 'activity_completed'
      CHILD_EXECUTED_ONCE  | delete from workflow_event where payload = '"explored"' and type = 'activity_completed'
      CHILD_EXECUTED_ONCE  | update workflow_event set type = 'activity_completed' where payload = '"explored"' and type = 'workflow_completed'
      ORDER_ANSWERED       | delete from workflow_event where type = 'update_accepted'
      ORDER_ANSWERED       | delete from workflow_event where type = 'update_completed'
      ORDER_ANSWERED       | update workflow_event set payload = '"else"' where type = 'update_completed'
      ORDER_ANSWERED       | update workflow_event set type = 'update_failed' where type = 'update_completed'
      ORDER_ANSWERED       | update workflow_event set type = 'update_accepted', detail = 'update:order-1' where type = 'workflow_failed'
      ORDER_OBEYED_ONCE    | update workflow_event set type = 'update_accepted', detail = 'update:order-1' where type = 'workflow_failed'
      ORDER_OBEYED_ONCE    | update workflow_event set name = 'work.obey', payload = '1' where name = 'work.pitch' and payload = '7'
      ORDER_JUDGED         | update workflow_event set detail = 'update:order-0' where type = 'update_accepted'
      ONE_SERIES           | update workflow_event set payload = '[3,1]' where payload like '[2,1,%' and type = 'workflow_started'
      ONE_SERIES           | update workflow_event set payload = '[1,1]' where payload like '[2,1,%' and type = 'workflow_started'
      ONE_SERIES           | update workflow_event set detail = '43' where detail like '43%'
      ONE_SERIES           | update workflow_event set detail = null where type = 'workflow_continued_as_new'
      ONE_SERIES           | delete from workflow_run where status = 'CONTINUED_AS_NEW'
      UNDONE_IN_ORDER      | update workflow_event set payload = case payload when '[7,"west"]' then '[8,"east"]' else '[7,"west"]' end where name = 'work.strike'
      UNDONE_IN_ORDER      | delete from workflow_event where payload = '[8,"east"]'
      UNDONE_IN_ORDER      | delete from workflow_event where payload = '"no east"'
      UNDONE_ONCE          | update workflow_event set type = 'activity_scheduled', name = 'work.strike' where type = 'workflow_failed'
      UNDONE_ONCE          | update workflow_run set status = 'COMPLETED' where status = 'FAILED'
      AS_EXPECTED          | update workflow_run set status = 'COMPLETED' where status = 'FAILED'
      AS_EXPECTED          | update workflow_run set failure = '{"message":"lost after 1 legs, 1 orders"}' where status = 'FAILED'
      AS_EXPECTED          | update workflow_run set failure = null where status = 'FAILED'
      EFFECT_ONCE          | delete from lab_effect where seq = 8
      """)
  void findsWhatIsWrongWithExpeditions(String rule, String plant) {
    JdbcClient.create(engine).sql(plant).update();

    assertThat(verdict().violations()).extracting(Violation::invariant).contains(rule);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
      ORDER_ANSWERED       | update lab_client set answer = 'else' where id = 24
      ORDER_ANSWERED       | update lab_client set status = 200 where id = 23
      ORDER_ANSWERED       | update lab_client set message_id = 'order-2' where id = 24
      ORDER_JUDGED         | update lab_client set status = 422 where id = 23
      ORDER_JUDGED         | update lab_client set status = 200 where id = 22
      """)
  void findsWhatIsWrongWithWhatWasToldOfExpeditions(String rule, String plant) {
    JdbcClient.create(records).sql(plant).update();

    assertThat(verdict().violations()).extracting(Violation::invariant).contains(rule);
  }

  @Test
  void countsExecutionsBeyondTheFirstButNotThoseThatFailedOnPurpose() {
    String again =
        "insert into lab_activity select * from lab_activity where phase = 'BEGIN' and attempt = 2";
    JdbcClient.create(records).sql(again).update();

    assertThat(verdict().figures().duplicates()).isOne();
  }
}
