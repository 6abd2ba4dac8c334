package dev.workflows.jdbc;

import dev.workflows.ParentClosePolicy;
import dev.workflows.RunId;
import dev.workflows.WorkflowStatus;
import dev.workflows.history.EventFields;
import dev.workflows.history.RecordedEvent;
import dev.workflows.payload.Payload;
import dev.workflows.spi.ActivityRetry;
import dev.workflows.spi.CommitStore.SendOutcome;
import dev.workflows.spi.CommitStore.StartOutcome;
import dev.workflows.spi.CommitStore.Termination;
import dev.workflows.spi.InboxMessage;
import dev.workflows.spi.Message;
import dev.workflows.spi.Parent;
import dev.workflows.spi.RunLease;
import dev.workflows.spi.RunRecord;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How rows become records, and values columns. Columns are read by name. */
final class Rows {

  private static final String BY = "\t";

  static final String RUN_COLUMNS =
      """
      r.run_id, r.chain_id, r.workflow_id, r.type, r.status, r.owner, r.fence, r.wake_at,
      r.started_at, r.closed_at, r.result, r.failure, r.waiting_for, r.problem, r.problem_count,
      r.parent_run_id, r.parent_chain_id, r.parent_seq, r.parent_policy
      """;

  static final String EVENT_COLUMNS =
      """
      e.run_id, e.seq, e.recorded_at, e.fence, e.ref_seq, e.node, e.type, e.name, e.detail,
      e.payload
      """;

  static final String MESSAGE_COLUMNS =
      """
      i.chain_id, i.message_id, i.position, i.kind, i.name, i.run_id, i.ref_seq, i.attempts,
      i.payload
      """;

  private static final Map<String, Message.Kind> KINDS =
      Stream.of(Message.Kind.values())
          .collect(Collectors.toUnmodifiableMap(Rows::storedName, kind -> kind));

  private static final Pattern UUID_TEXT =
      Pattern.compile("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");

  private Rows() {}

  static RunRecord run(ResultSet row, int n) throws SQLException {
    return new RunRecord(
        uuid(row, "run_id"),
        uuid(row, "chain_id"),
        row.getString("workflow_id"),
        row.getString("type"),
        WorkflowStatus.valueOf(row.getString("status")),
        nullableUuid(row, "owner"),
        row.getLong("fence"),
        nullableInstant(row, "wake_at"),
        instant(row, "started_at"),
        nullableInstant(row, "closed_at"),
        payload(row, "result"),
        payload(row, "failure"),
        lines(row.getString("waiting_for")),
        payload(row, "problem"),
        row.getInt("problem_count"),
        parent(row));
  }

  private static @Nullable Parent parent(ResultSet row) throws SQLException {
    UUID run = nullableUuid(row, "parent_run_id");
    return run == null
        ? null
        : new Parent(
            run,
            uuid(row, "parent_chain_id"),
            row.getLong("parent_seq"),
            ParentClosePolicy.valueOf(row.getString("parent_policy")));
  }

  static RunLease lease(ResultSet row, int n) throws SQLException {
    return new RunLease(
        uuid(row, "run_id"), uuid(row, "chain_id"), uuid(row, "owner"), row.getLong("fence"));
  }

  static RecordedEvent event(ResultSet row, int n) throws SQLException {
    return StoredEvent.of(row, n).read();
  }

  /** A message; nothing if its kind is of a newer version: it waits for a node that knows it. */
  static Optional<InboxMessage> message(ResultSet row, int n) throws SQLException {
    Message.Kind kind = KINDS.get(row.getString("kind"));
    if (kind == null) {
      return Optional.empty();
    }
    String[] named = Objects.requireNonNullElse(row.getString("name"), "").split(BY, 2);
    Message message =
        new Message(
            row.getString("message_id"),
            kind,
            named[0].isEmpty() ? null : named[0],
            nullableUuid(row, "run_id"),
            nullableLong(row, "ref_seq"),
            row.getObject("attempts", Integer.class),
            named.length == 1 ? null : named[1],
            payload(row, "payload"));
    return Optional.of(new InboxMessage(uuid(row, "chain_id"), row.getLong("position"), message));
  }

  static ActivityRetry retry(ResultSet row, int n) throws SQLException {
    return new ActivityRetry(
        row.getLong("seq"),
        row.getInt("attempt"),
        instant(row, "next_attempt_at"),
        payload(row, "last_failure"));
  }

  /** What became of a start, by who holds its run id, its start key and its workflow id. */
  static Optional<StartOutcome> startOutcome(
      @Nullable UUID started, @Nullable UUID sameKey, @Nullable UUID alreadyOpen) {
    if (started != null) {
      return Optional.of(new StartOutcome(StartOutcome.Kind.STARTED, started));
    }
    if (sameKey != null) {
      return Optional.of(new StartOutcome(StartOutcome.Kind.SAME_KEY, sameKey));
    }
    return Optional.ofNullable(alreadyOpen)
        .map(open -> new StartOutcome(StartOutcome.Kind.ALREADY_OPEN, open));
  }

  /** A run that a target names, as it was found. */
  record Address(RunId run, UUID chainId, @Nullable UUID owner, boolean open) {

    boolean isOtherThan(@Nullable UUID onlyRun) {
      return onlyRun != null && !onlyRun.equals(run.runId());
    }

    SendOutcome outcome(SendOutcome.Kind kind) {
      return new SendOutcome(kind, run, chainId, owner);
    }
  }

  /** The run of the columns {@code to_run, workflow_id, chain_id, owner, is_open}. */
  static Optional<Address> address(ResultSet row) throws SQLException {
    UUID run = nullableUuid(row, "to_run");
    return run == null
        ? Optional.empty()
        : Optional.of(
            new Address(
                new RunId(row.getString("workflow_id"), run),
                uuid(row, "chain_id"),
                nullableUuid(row, "owner"),
                row.getBoolean("is_open")));
  }

  static SendOutcome notFound() {
    return new SendOutcome(SendOutcome.Kind.NOT_FOUND, null, null, null);
  }

  /** The target as a run id, if it is the text of one. */
  static @Nullable UUID runId(String target) {
    return UUID_TEXT.matcher(target).matches() ? UUID.fromString(target) : null;
  }

  /** A message's name, and behind a tab, which no name has, who sent it. */
  static @Nullable String nameAndSender(Message message) {
    return message.by() == null
        ? message.name()
        : Objects.requireNonNullElse(message.name(), "") + BY + message.by();
  }

  /** How the history tells of a termination, the same whenever it is sent. */
  static @Nullable String request(Termination termination) {
    return EventFields.of(termination.event()).detail();
  }

  static String storedName(Message.Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  static @Nullable String json(@Nullable Payload payload) {
    return payload == null ? null : payload.json();
  }

  static @Nullable String text(List<String> lines) {
    return lines.isEmpty() ? null : String.join("\n", lines);
  }

  static @Nullable OffsetDateTime time(@Nullable Instant instant) {
    return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
  }

  static UUID uuid(ResultSet row, String column) throws SQLException {
    return row.getObject(column, UUID.class);
  }

  static @Nullable UUID nullableUuid(ResultSet row, String column) throws SQLException {
    return row.getObject(column, UUID.class);
  }

  static Instant instant(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }

  static @Nullable Instant nullableInstant(ResultSet row, String column) throws SQLException {
    OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }

  static @Nullable Long nullableLong(ResultSet row, String column) throws SQLException {
    long value = row.getLong(column);
    return row.wasNull() ? null : value;
  }

  private static @Nullable Payload payload(ResultSet row, String column) throws SQLException {
    String json = row.getString(column);
    return json == null ? null : new Payload(json);
  }

  private static List<String> lines(@Nullable String text) {
    return text == null ? List.of() : List.of(text.split("\n", -1));
  }
}
