package dev.workflows.payload;

import static dev.workflows.payload.Secrets.PLACE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.workflows.ErrorCode;
import dev.workflows.WorkflowException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PayloadChainTests {

  private static final PayloadTransform AES = Secrets.aes("2026-01", "2026-01");
  private static final Payload LONG =
      new Payload('"' + "tea and \u00e4 \ud83c\udf75 ".repeat(99) + '"');

  private final PayloadChain chain = new PayloadChain(List.of(new GzipTransform(500), AES));

  @Test
  void recordsWhatAValueWentThrough() {
    Payload stored = chain.encode(LONG, PLACE);

    assertThat(stored.json())
        .matches(" \\{\"\\$encoded\":\"gzip aes:2026-01\",\"data\":\"[A-Za-z0-9+/=]+\"}");
    assertThat(stored.size()).isLessThan(LONG.size() / 2);
    assertThat(chain.decode(stored, PLACE)).isEqualTo(LONG);
  }

  @Test
  void leavesOutTransformsThatLeaveAValueAsItIs() {
    Payload value = new Payload("1");

    assertThat(chain.encode(value, PLACE).json()).startsWith(" {\"$encoded\":\"aes:2026-01\"");
    assertThat(new PayloadChain(List.of(new GzipTransform(500))).encode(value, PLACE))
        .isSameAs(value);
  }

  @Test
  void readsWhatWasWrittenBeforeItWasThere() {
    assertThat(chain.decode(LONG, PLACE)).isSameAs(LONG);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"$encoded\":\"aes:2026-01\",\"data\":\"AAAA\"}",
        "{\"$encoded\":\"\"}",
        " {\"$encoded\":\"aes:2026-01\",\"data\":\"AAAA\"}",
        "\t\n {\"$encoded\":1}",
        "\" {\\\"$encoded\\\":\\\"\""
      })
  void takesNoValueForAnEncodedOne(String lookAlike) {
    Payload value = new Payload(lookAlike);
    PayloadChain plain = new PayloadChain(List.of(new GzipTransform(500)));

    assertThat(chain.decode(chain.encode(value, PLACE), PLACE)).isEqualTo(value);
    assertThat(plain.decode(plain.encode(value, PLACE), PLACE).json().strip())
        .isEqualTo(lookAlike.strip());
    if (!lookAlike.startsWith(" ")) {
      assertThat(chain.decode(value, PLACE)).as("stored before").isSameAs(value);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        " {\"$encoded\":\"aes:2026-01\",\"data\":\"AAAA\"} ",
        " {\"$encoded\":\"aes:2026-01\",\"data\":\"A\"}",
        " {\"$encoded\":\"aes:2026-01\",\"data\":\"\"}",
        " {\"$encoded\":\"aes\",\"data\":\"AAAA\"}",
        " {\"$encoded\":\"gzip\",\"data\":\"AAAA\"}",
        " {\"$encoded\":\"zip\",\"data\":\"AAAA\"}",
        " {\"$encoded\":\"",
        " {\"$encoded\":\",\"data\":\"AAAA\"}",
        " {\"$encoded\":\"aes:2026-01\",\"data\":\"}",
      })
  void saysOfADamagedValueThatItCannotBeKnown(String damaged) {
    Payload read = chain.decode(new Payload(damaged), PLACE);

    assertThat(read.problem())
        .isNotNull()
        .extracting(PayloadException::code)
        .isEqualTo(ErrorCode.UNDECODABLE_PAYLOAD);
    assertThatThrownBy(read::json).isSameAs(read.problem());
    assertThat(chain.decode(read, PLACE)).isSameAs(read);
  }

  @Test
  void namesATransformThatIsMissing() {
    Payload stored = chain.encode(LONG, PLACE);

    assertThat(new PayloadChain(List.of(AES)).decode(stored, PLACE).problem())
        .hasMessageContaining("encoded by 'gzip'");
    assertThat(PayloadChain.isEncoded(stored.json())).isTrue();
    assertThat(PayloadChain.notDecoded(stored.json()))
        .hasMessageStartingWith("[WF-110]")
        .hasMessageContaining("encoded by 'gzip aes:2026-01'");
  }

  @Test
  void tellsOfATransformThatFailsNothingButItsName() {
    PayloadTransform broken =
        new PayloadTransform() {
          @Override
          public String name() {
            return "broken";
          }

          @Override
          public byte @Nullable [] encode(byte[] value, PayloadContext context) {
            throw new IllegalStateException("4711");
          }

          @Override
          public byte[] decode(byte[] data, String parameter, PayloadContext context) {
            throw new IllegalStateException("4711");
          }
        };
    PayloadChain failing = new PayloadChain(List.of(broken));

    assertThatThrownBy(() -> failing.encode(LONG, PLACE))
        .hasMessageStartingWith("[WF-110] The payload transform 'broken'")
        .hasMessageNotContaining("4711");
    assertThat(
            failing
                .decode(new Payload(" {\"$encoded\":\"broken\",\"data\":\"AAAA\"}"), PLACE)
                .problem())
        .hasMessageContaining("'broken'")
        .hasMessageNotContaining("4711");
  }

  @Test
  void refusesTwoTransformsOfOneName() {
    assertThatThrownBy(() -> new PayloadChain(List.of(AES, AES)))
        .isInstanceOf(WorkflowException.class)
        .hasMessageStartingWith("[WF-302]");
  }
}
