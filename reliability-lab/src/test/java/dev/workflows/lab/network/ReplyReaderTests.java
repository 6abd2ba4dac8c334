package dev.workflows.lab.network;

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
      out.writeByte(type);
      out.writeInt(Integer.BYTES + 3);
      out.write(new byte[] {'Z', 'E', 0}); // what looks like a type is not one here
    }
    return bytes.toByteArray();
  }

  @ParameterizedTest
  @CsvSource({"12CZ, true, false", "12EZ, true, true", "12C, false, false"})
  void tellsWhenAReplyIsCompleteAndWhetherItFailed(String types, boolean complete, boolean failed)
      throws IOException {
    byte[] bytes = messages(types);

    reader.take(bytes, bytes.length);

    assertThat(reader.isComplete()).isEqualTo(complete);
    assertThat(reader.hasFailed()).isEqualTo(failed);
  }

  @ParameterizedTest
  @CsvSource({"12CZ, false", "12EZ, true"})
  void takesBytesAsTheyCome(String types, boolean failed) throws IOException {
    for (byte next : messages(types)) {
      reader.take(new byte[] {next}, 1);
    }

    assertThat(reader.isComplete()).isTrue();
    assertThat(reader.hasFailed()).isEqualTo(failed);
  }
}
