package dev.workflows.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.workflows.ErrorCode;
import dev.workflows.InvalidRequestException;
import dev.workflows.spi.RunReader.Position;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A place in a list that is given back unchanged, or refused. */
class CursorTests {

  private static final Position POSITION =
      new Position(Instant.parse("2026-01-02T03:04:05.000006Z"), new UUID(7, 17));

  @Test
  void givesThePlaceBack() {
    assertThat(Cursor.read(Cursor.write(POSITION))).isEqualTo(POSITION);
  }

  @Test
  void beginsWithoutOne() {
    assertThat(Cursor.read(null)).isNull();
    assertThat(Cursor.read("")).isNull();
  }

  @Test
  void canStandInAnUrl() {
    assertThat(Cursor.write(POSITION)).matches("[A-Za-z0-9_-]+");
  }

  @Test
  void refusesEveryChangeOfACharacter() {
    String cursor = Cursor.write(POSITION);

    for (int i = 0; i < cursor.length(); i++) {
      char other = cursor.charAt(i) == 'A' ? 'B' : 'A';
      String changed = cursor.substring(0, i) + other + cursor.substring(i + 1);
      if (!decoded(changed).equals(decoded(cursor))) {
        assertRefused(changed);
      }
    }
  }

  @Test
  void refusesEveryBeginningOfOne() {
    String cursor = Cursor.write(POSITION);

    for (int i = 1; i < cursor.length() - 1; i++) {
      assertRefused(cursor.substring(0, i));
    }
  }

  @Test
  void refusesAnotherPlaceWithTheSameCheckSum() {
    String[] parts = decoded(Cursor.write(POSITION)).split("\\|");

    assertRefused(encoded("2026-01-02T03:04:05.000007Z|" + parts[1] + "|" + parts[2]));
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "||", "%%%", "ä", "bm90aGluZw", "fHx8", " ", "\u0000"})
  void refusesWhatNeverWasOne(String text) {
    assertRefused(text);
  }

  private static void assertRefused(String cursor) {
    assertThatThrownBy(() -> Cursor.read(cursor))
        .isInstanceOfSatisfying(
            InvalidRequestException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_CURSOR))
        .hasMessageNotContaining(cursor.length() > 3 ? cursor : "\uFFFF");
  }

  private static String decoded(String cursor) {
    return new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
  }

  private static String encoded(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
