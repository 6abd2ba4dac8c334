package dev.workflows.lab.load;

import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What clients asked for and what they were told, written before and after each call. Thread-safe.
 */
public final class Journal {

  /** No answer, or one that does not say whether it was done. */
  public static final int UNKNOWN = 0;

  /** It is there, and its answer is not. */
  static final int NOT_YET = 202;

  /** The run looked at it, and did not want it. */
  static final int REFUSED = 422;

  private static final String ASKED =
      """
      insert into lab_client
        (id, kind, workflow_id, message_id, sender, sender_no, expected, status, asked_at)
      values
        (:id, :kind, :workflow, :message, :sender, :number, :expected, 0, clock_timestamp())
      """;

  private static final String ANSWERED =
      """
      update lab_client
      set status = :status, run_id = :run, answer = :answer, answered_at = clock_timestamp()
      where id = :id
      """;

  private final JdbcClient jdbc;
  private final AtomicLong ids = new AtomicLong();

  /** In a database that nothing disturbs. */
  public Journal(DataSource records) {
    this.jdbc = JdbcClient.create(records);
  }

  long asks(Call call) {
    long id = ids.incrementAndGet();
    jdbc.sql(ASKED)
        .param("id", id)
        .param("kind", call.kind().name())
        .param("workflow", call.workflowId())
        .param("message", call.messageId())
        .param("sender", call.sender())
        .param("number", call.number())
        .param("expected", call.expected())
        .update();
    return id;
  }

  /** Told were the run, or the answer to an order; nothing if it was not done. */
  void answered(long id, Call.Kind kind, int status, @Nullable String told) {
    boolean order = kind == Call.Kind.ORDER;
    jdbc.sql(ANSWERED)
        .param("id", id)
        .param("status", status)
        .param("run", told == null || order ? null : UUID.fromString(told))
        .param("answer", order ? told : null)
        .update();
  }
}
