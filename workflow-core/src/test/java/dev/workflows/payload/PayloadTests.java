package dev.workflows.payload;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PayloadTests {

  @Test
  void countsBytesOfUtf8() {
    assertThat(new Payload("\"a\"").size()).isEqualTo(3);
    assertThat(new Payload("\"\u00e4\"").size()).isEqualTo(4);
    assertThat(new Payload("\"\ud83c\udf75\"").size()).isEqualTo(6);
  }

  @Test
  void doesNotShowItsValueInText() {
    assertThat(new Payload("\"secret\"").toString()).doesNotContain("secret").contains("8");
  }

  @Test
  void isEqualByItsText() {
    assertThat(new Payload("{\"a\":1}"))
        .isEqualTo(new Payload("{\"a\":1}"))
        .isNotEqualTo(new Payload("{\"a\": 1}"));
  }
}
