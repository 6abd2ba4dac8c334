package dev.workflows.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.workflows.payload.Payload;
import dev.workflows.payload.PayloadException;
import java.lang.reflect.Type;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Text that is large in one way or another takes no time to speak of, read or refused. */
@Timeout(value = 5, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LargePayloadTests {

  private final JacksonPayloadCodec codec = new JacksonPayloadCodec();

  @Test
  void readsAListOfAMillion() {
    Type type = JacksonPayloadCodecTests.generic(List.class, Integer.class);
    Payload payload = new Payload(Collections.nCopies(1_000_000, "1").toString());

    assertThat((List<?>) codec.decode(payload, type)).hasSize(1_000_000);
  }

  @ParameterizedTest
  @ValueSource(strings = {"[", "{\"a\":", "[[{\"b\":"})
  void refusesWhatIsNestedTooDeeply(String opening) {
    assertRefused(opening.repeat(100_000));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-", "0.", "1e", "{\"a\":"})
  void refusesNumbersThatAreTooLong(String before) {
    assertRefused(before + "1".repeat(10_000_000));
  }

  @Test
  void refusesNamesThatAreTooLong() {
    assertRefused("{\"" + "a".repeat(10_000_000) + "\":1}");
  }

  private void assertRefused(String json) {
    Type map = JacksonPayloadCodecTests.generic(Map.class, String.class, Object.class);
    for (Type type : List.of(map, Object.class, java.math.BigDecimal.class)) {
      assertThatExceptionOfType(PayloadException.class)
          .isThrownBy(() -> codec.decode(new Payload(json), type))
          .satisfies(e -> assertThat(String.valueOf(e.getMessage()).length()).isLessThan(500));
    }
  }
}
