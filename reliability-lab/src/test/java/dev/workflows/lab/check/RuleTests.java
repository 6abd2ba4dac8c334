package dev.workflows.lab.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workflows.jdbc.SchemaMode;
import dev.workflows.jdbc.WorkflowSchema;
import dev.workflows.test.invariants.Invariants;
import dev.workflows.test.invariants.Violation;
import java.util.UUID;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;

/** Every rule holds on runs as they should be, and finds what was planted against it. */
class RuleTests {

  private DataSource engine;
  private DataSource records;

  @BeforeEach
  void arrangeRunsAsTheyShouldBe() {
    engine = database();
    records = database();
    new WorkflowSchema(engine, "workflow_").apply(SchemaMode.AUTO);
    Tables.createEffects(engine);
    Tables.createRecords(records);
    execute(engine, "runs.sql");
    execute(records, "records.sql");
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
    assertThat(verdict.figures()).isEqualTo(new Figures(3, 4, 0, 0));
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

  @Test
  void countsExecutionsBeyondTheFirstButNotThoseThatFailedOnPurpose() {
    String again =
        "insert into lab_activity select * from lab_activity where phase = 'BEGIN' and attempt = 2";
    JdbcClient.create(records).sql(again).update();

    assertThat(verdict().figures().duplicates()).isOne();
  }
}
