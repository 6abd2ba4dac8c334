package dev.workflows;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ErrorCodeTests {

  private static final Pattern HEADING = Pattern.compile("(?m)^## (WF-\\d{3})$");
  private static final Pattern SECTION = Pattern.compile("(?m)^## WF-\\d{3}\\R+(\\S.*)$");

  private final String page = read("docs/errors.md");

  @Test
  void everyCodeHasItsHeadingInTheOrderOfTheCodes() {
    List<String> headings = HEADING.matcher(page).results().map(m -> m.group(1)).toList();

    assertThat(headings).containsExactlyElementsOf(codes().toList());
  }

  @Test
  void everyHeadingIsFollowedByAName() {
    List<String> beginnings =
        SECTION.matcher(page).results().map((MatchResult m) -> m.group(1)).toList();

    assertThat(beginnings)
        .hasSize(ErrorCode.values().length)
        .allSatisfy(text -> assertThat(text).matches("\\*\\*[A-Z][^*]+\\.\\*\\* .+"));
  }

  @Test
  void noTwoErrorsShareACode() {
    assertThat(codes()).doesNotHaveDuplicates().allMatch(code -> code.matches("WF-[1-6]\\d{2}"));
  }

  private static Stream<String> codes() {
    return Stream.of(ErrorCode.values()).map(ErrorCode::code).sorted();
  }

  /** A file of the repository, whatever directory the test is started in. */
  private static String read(String file) {
    @Nullable Path folder = Path.of("").toAbsolutePath();
    while (folder != null && !Files.exists(folder.resolve(file))) {
      folder = folder.getParent();
    }
    try {
      return Files.readString(Objects.requireNonNull(folder, file).resolve(file));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
