package dev.workflows.lab.check;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import javax.sql.DataSource;

/** The laboratory's own tables. */
public final class Tables {

  private static final int BATCH = 1_000;

  /** What the activities change, in the engine's database. */
  private static final List<String> EFFECTS =
      List.of(
          """
          create table lab_effect (run_id uuid not null, seq bigint not null)
          """,
          """
          create table lab_border (workflow_id varchar(60) not null, message_id varchar(40))
          """,
"""
create table lab_lost (
  run_id uuid not null, fence bigint not null, lost_at timestamp(6) with time zone not null)
""");

  /** What activities and clients write down. */
  private static final List<String> RECORDS =
      List.of(
          """
          create table lab_activity (
            run_id uuid not null,
            seq bigint not null,
            attempt integer not null,
            node varchar(40) not null,
            phase varchar(10) not null,
            result varchar(1000000),
            at timestamp(6) with time zone not null)
          """,
          """
          create table lab_client (
            id bigint primary key,
            kind varchar(10) not null,
            workflow_id varchar(60) not null,
            run_id uuid,
            message_id varchar(300),
            sender varchar(40) not null,
            sender_no integer,
            expected varchar(60),
            answer varchar(60),
            status integer not null,
            asked_at timestamp(6) with time zone not null,
            answered_at timestamp(6) with time zone)
          """);

  private static final List<String> INDEXES =
      List.of(
          "create index lab_activity_call on lab_activity (run_id, seq)",
          "create index lab_effect_call on lab_effect (run_id, seq)",
          "create index lab_client_run on lab_client (workflow_id)",
          "create index lab_run_id on workflow_run (workflow_id)");

  private Tables() {}

  /** In the engine's database. */
  public static void createEffects(DataSource engine) {
    execute(engine, EFFECTS);
  }

  /** In the database of the records. */
  public static void createRecords(DataSource records) {
    execute(records, RECORDS);
  }

  private static void execute(DataSource database, List<String> statements) {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Puts a copy of the records beside the engine's tables, so that one query can read both. */
  static void copyRecords(DataSource records, DataSource engine) {
    execute(engine, RECORDS);
    copy(
        records,
        engine,
        """
        select run_id, seq, attempt, node, phase, result, at
        from lab_activity
        """,
        """
        insert into lab_activity (run_id, seq, attempt, node, phase, result, at)
        values (?, ?, ?, ?, ?, ?, ?)
        """);
    copy(
        records,
        engine,
        """
        select id, kind, workflow_id, run_id, message_id, sender, sender_no, expected, answer,
          status, asked_at, answered_at
        from lab_client
        """,
        """
        insert into lab_client
          (id, kind, workflow_id, run_id, message_id, sender, sender_no, expected, answer, status,
           asked_at, answered_at)
        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """);
    execute(engine, INDEXES);
  }

  private static void copy(DataSource from, DataSource to, String select, String insert) {
    try (Connection source = from.getConnection();
        Statement read = source.createStatement();
        ResultSet rows = read.executeQuery(select);
        Connection target = to.getConnection();
        PreparedStatement write = target.prepareStatement(insert)) {
      target.setAutoCommit(false);
      int columns = rows.getMetaData().getColumnCount();
      int waiting = 0;
      while (rows.next()) {
        for (int i = 1; i <= columns; i++) {
          write.setObject(i, rows.getObject(i));
        }
        write.addBatch();
        if (++waiting % BATCH == 0) {
          write.executeBatch();
        }
      }
      write.executeBatch();
      target.commit();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
