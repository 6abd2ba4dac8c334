package dev.workflows.payload;

import static dev.workflows.payload.Secrets.PLACE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.workflows.ErrorCode;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class GzipTransformTests {

  private final GzipTransform gzip = new GzipTransform(1000, 5000);

  @Test
  void compressesFromTheThresholdOn() {
    byte[] value = new byte[1000];

    byte[] data = gzip.encode(value, PLACE);

    assertThat(data).hasSizeLessThan(100).isEqualTo(gzip.encode(value, PLACE));
    assertThat(gzip.decode(data, "", PLACE)).isEqualTo(value);
    assertThat(gzip.encode(new byte[999], PLACE)).isNull();
  }

  @Test
  void leavesWhatItCannotMakeSmaller() {
    byte[] value = new byte[4000];
    new Random(1).nextBytes(value);

    assertThat(gzip.encode(value, PLACE)).isNull();
  }

  @Test
  void refusesWhatIsNoneOrWasChanged() {
    byte[] data = gzip.encode(new byte[2000], PLACE);
    data[data.length - 8] ^= 1;

    assertUndecodable(data);
    assertUndecodable(Arrays.copyOf(data, 15));
    assertUndecodable(new byte[0]);
  }

  @Test
  void doesNotFillTheMemoryWithWhatItDidNotWrite() {
    byte[] bomb = new GzipTransform(0).encode(new byte[5001], PLACE);

    assertUndecodable(bomb);
  }

  private void assertUndecodable(byte[] data) {
    assertThatThrownBy(() -> gzip.decode(data, "", PLACE))
        .isInstanceOfSatisfying(
            PayloadException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.UNDECODABLE_PAYLOAD));
  }
}
