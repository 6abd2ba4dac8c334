package dev.workflows.lab.network;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestReaderTests {

  private final ByteArrayOutputStream sent = new ByteArrayOutputStream();

  private RequestReaderTests startup() throws IOException {
    DataOutputStream out = new DataOutputStream(sent);
    out.writeInt(8);
    out.writeInt(196_608); // version 3.0
    return this;
  }

  private RequestReaderTests message(char type, String... texts) throws IOException {
    String body = String.join("\0", texts) + "\0";
    DataOutputStream out = new DataOutputStream(sent);
    out.writeByte(type);
    out.writeInt(Integer.BYTES + body.length());
    out.write(body.getBytes(UTF_8));
    return this;
  }

  private RequestReader reader() {
    return new RequestReader(new ByteArrayInputStream(sent.toByteArray()));
  }

  @Test
  void tellsAConnectionsBeginningFromItsFirstQuery() throws IOException {
    RequestReader reader = startup().message('Q', "commit").reader();

    assertThat(reader.next().statements()).isEmpty();
    assertThat(reader.next().statements()).containsExactly("commit");
    assertThat(reader.next()).isNull();
  }

  @Test
  void takesWhatTravelsTogetherForOneRequest() throws IOException {
    RequestReader reader =
        startup()
            .message('P', "S_1", "insert into workflow_event values ($1)")
            .message('B', "", "S_1")
            .message('E', "")
            .message('S')
            .reader();
    reader.next();

    Request request = reader.next();

    assertThat(request.statements()).containsExactly("insert into workflow_event values ($1)");
    assertThat(request.write()).isEqualTo(Request.Write.TURN);
    assertThat(request.appends()).isTrue();
  }

  @Test
  void remembersStatementsThatWerePreparedBefore() throws IOException {
    RequestReader reader =
        startup()
            .message('P', "S_1", "update workflow_node set heartbeat_at = $1")
            .message('S')
            .message('B', "", "S_1")
            .message('S')
            .reader();
    reader.next();
    reader.next();

    assertThat(reader.next().statements())
        .containsExactly("update workflow_node set heartbeat_at = $1");
  }

  @Test
  void passesOnEveryByte() throws IOException {
    RequestReader reader =
        startup().message('P', "", "select 1").message('B', "", "").message('S').reader();
    ByteArrayOutputStream passed = new ByteArrayOutputStream();

    for (Request next = reader.next(); next != null; next = reader.next()) {
      next.sendTo(passed);
    }

    assertThat(passed.toByteArray()).isEqualTo(sent.toByteArray());
  }

  @Test
  void tellsReadsFromWrites() throws IOException {
    RequestReader reader =
        startup()
            .message('Q', "select updated from workflow_run")
            .message('Q', "INSERT INTO workflow_run values (1); insert into workflow_event")
            .reader();
    reader.next();

    assertThat(reader.next().write()).isNull();
    Request start = reader.next();
    assertThat(start.write()).isNotNull();
    assertThat(start.appends()).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
      START  | with x as (insert into workflow_run select 1) insert into workflow_event select 1
      TURN   | INSERT INTO workflow_event (run_id) select 1
      TURN   | with x as (insert into workflow_event select 1) insert into workflow_inbox select 1
      SEND   | insert into workflow_inbox select 1 on conflict do nothing
      COMMIT | COMMIT
             | insert into workflow_inbox values (1)
             | insert into workflow_event select 'owner_changed'
             | insert into workflow_event select 'workflow_terminated'
             | update workflow_node set heartbeat_at = now()
             | insert into lab_effect values (1)
      """)
  void tellsWhichWritesHaveAnOutcomeThatTheirNodeHasToKnow(Request.Write write, String sql) {
    assertThat(new Request(List.of(sql), new byte[0]).write()).isEqualTo(write);
  }
}
