package dev.workflows.payload;

import static dev.workflows.payload.Secrets.PLACE;
import static dev.workflows.payload.Secrets.RUN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.workflows.ErrorCode;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class AesGcmTransformTests {

  private static final byte[] VALUE = "{\"card\":\"4711\"}".getBytes(StandardCharsets.UTF_8);

  private final AesGcmTransform aes = Secrets.aes("a", "a", "b");

  @Test
  void givesBackWhatItEncrypted() {
    byte[] data = aes.encode(VALUE, PLACE);

    assertThat(aes.decode(data, "a", PLACE)).isEqualTo(VALUE);
    assertThat(new String(data, StandardCharsets.ISO_8859_1)).doesNotContain("4711", "card");
    assertThat(aes.decode(aes.encode(new byte[0], PLACE), "a", PLACE)).isEmpty();
  }

  @Test
  void encryptsTheSameValueAtTheSamePlaceAlike() {
    assertThat(aes.encode(VALUE, PLACE))
        .isEqualTo(Secrets.aes("a", "a").encode(VALUE.clone(), PLACE));
  }

  @Test
  void neverUsesAVectorForTwoValuesOrTwoPlaces() {
    byte[] other = "{\"card\":\"4712\"}".getBytes(StandardCharsets.UTF_8);

    assertThat(List.of(VALUE, other))
        .flatExtracting(
            value ->
                List.of(
                    vector(value, PLACE),
                    vector(value, new PayloadContext(RUN, "4", PLACE.kind())),
                    vector(value, new PayloadContext(RUN, "3", "activity_failed")),
                    vector(value, new PayloadContext(new UUID(9, 9), "3", PLACE.kind())),
                    vector(value, new PayloadContext(null, "3", PLACE.kind()))))
        .doesNotHaveDuplicates()
        .hasSize(10);
  }

  private String vector(byte[] value, PayloadContext place) {
    return Arrays.toString(Arrays.copyOf(aes.encode(value, place), 12));
  }

  @Test
  void refusesWhatStandsAtAnotherPlace() {
    byte[] data = aes.encode(VALUE, PLACE);

    assertUndecodable(data, "a", new PayloadContext(new UUID(9, 9), "3", PLACE.kind()));
    assertUndecodable(data, "a", new PayloadContext(RUN, "4", PLACE.kind()));
    assertUndecodable(data, "a", new PayloadContext(RUN, "3", "signal_received"));
    assertUndecodable(data, "a", new PayloadContext(null, "3", PLACE.kind()));
  }

  @Test
  void refusesWhatWasChangedAnywhere() {
    byte[] data = aes.encode(VALUE, PLACE);

    for (int i = 0; i < data.length; i++) {
      byte[] changed = data.clone();
      changed[i] ^= 1;
      assertUndecodable(changed, "a", PLACE);
      assertUndecodable(Arrays.copyOf(data, i), "a", PLACE);
    }
  }

  @Test
  void refusesAnotherKeyOfTheSameName() {
    byte[] data = Secrets.aes("k", 1).encode(VALUE, PLACE);

    assertThatThrownBy(() -> Secrets.aes("k", 2).decode(data, "k", PLACE))
        .isInstanceOfSatisfying(PayloadException.class, this::isUndecodable)
        .hasMessageContaining("another key than the one it was encrypted with");
  }

  @Test
  void readsWithOldKeysAndWritesWithTheCurrentOne() {
    AesGcmTransform rotated = Secrets.aes("b", "a", "b");

    assertThat(rotated.parameter()).isEqualTo("b");
    assertThat(rotated.decode(aes.encode(VALUE, PLACE), "a", PLACE)).isEqualTo(VALUE);
    assertThat(aes.decode(rotated.encode(VALUE, PLACE), "b", PLACE)).isEqualTo(VALUE);
  }

  @Test
  void tellsWhichKeyIsMissing() {
    assertThatThrownBy(() -> Secrets.aes("b", "b").decode(aes.encode(VALUE, PLACE), "a", PLACE))
        .isInstanceOfSatisfying(PayloadException.class, this::isUndecodable)
        .hasMessageContaining("workflow.payload.encryption.keys.a");
  }

  @Test
  void takesKeysOf256BitsOnly() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new AesGcmTransform("k", Map.of("k", new byte[16])))
        .withMessage("Key 'k' has 16 bytes, not 32");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Secrets.aes("c", "a", "b"))
        .withMessage("There is no key 'c'");
  }

  private void assertUndecodable(byte[] data, String key, PayloadContext place) {
    assertThatThrownBy(() -> aes.decode(data, key, place))
        .isInstanceOfSatisfying(PayloadException.class, this::isUndecodable);
  }

  private void isUndecodable(PayloadException e) {
    assertThat(e.code()).isEqualTo(ErrorCode.UNDECODABLE_PAYLOAD);
    assertThat(e).hasMessageNotContaining("4711");
  }
}
