package dev.workflows.lab.network;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReplyReaderTests {

  private final ReplyReader reader = new ReplyReader();

  private static byte[] messages(String types) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    for (char type : types.toCharArray()) {
      byte[] body = (type == 'E' ? "SERROR\0C23505\0MZ\0\0" : "ZE\0").getBytes(UTF_8);
      out.writeByte(type);
      out.writeInt(Integer.BYTES + body.length);
      out.write(body); // what looks like a type is not one here
    }
    return bytes.toByteArray();
  }

  @ParameterizedTest
  @CsvSource({"12CZ, true, 00000", "12EZ, true, 23505", "12C, false, 00000"})
  void tellsWhenAReplyIsCompleteAndHowItEnded(String types, boolean complete, String state)
      throws IOException {
    byte[] bytes = messages(types);

    reader.take(bytes, bytes.length);

    assertThat(reader.isComplete()).isEqualTo(complete);
    assertThat(reader.state()).isEqualTo(state);
  }

  @ParameterizedTest
  @CsvSource({"12CZ, 00000", "12EZ, 23505"})
  void takesBytesAsTheyCome(String types, String state) throws IOException {
    for (byte next : messages(types)) {
      reader.take(new byte[] {next}, 1);
    }

    assertThat(reader.isComplete()).isTrue();
    assertThat(reader.state()).isEqualTo(state);
  }
}
