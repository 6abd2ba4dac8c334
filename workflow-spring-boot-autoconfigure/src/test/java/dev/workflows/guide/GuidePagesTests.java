package dev.workflows.guide;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the guide and the README show is what is compiled and run here. */
class GuidePagesTests {

  private static final Path SOURCES =
      Pages.ROOT.resolve("workflow-spring-boot-autoconfigure/src/test/java/dev/workflows/guide");

  private static final Pattern JAVA = Pattern.compile("(?m)^```java$");
  private static final Pattern EXAMPLE =
      Pattern.compile(
          "(?ms)^<!-- example: (?<file>[\\w/]+\\.java)#(?<tag>[\\w-]+) -->\\R"
              + "```java\\R(?<code>.*?)^```$");
  private static final Pattern TAG = Pattern.compile("(?m)^ *// tag::([\\w-]+)$");
  private static final Pattern LINK = Pattern.compile("]\\((?!https?:|#)([^)#\\s]+)(?:#[^)]*)?\\)");

  @ParameterizedTest
  @MethodSource("pages")
  void everyExampleIsTheCodeThatRuns(Path page) {
    String text = Pages.read(page);

    assertThat(examples(text))
        .as("examples of %s", page)
        .allSatisfy(
            example -> {
              String source = Pages.read(SOURCES.resolve(example.group(1)));
              assertThat(example.group(3)).isEqualTo(region(source, example.group(2)));
            });
    assertThat(JAVA.matcher(text).results().count())
        .as("Java in %s, each with its example", page)
        .isEqualTo(examples(text).size());
  }

  @Test
  void everyRegionIsShownSomewhere() {
    Set<String> shown =
        pages()
            .flatMap(page -> examples(Pages.read(page)).stream())
            .map(example -> example.group(1) + "#" + example.group(2))
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(regions()).isNotEmpty().containsExactlyInAnyOrderElementsOf(shown);
  }

  @ParameterizedTest
  @MethodSource("documents")
  void everyLinkLeadsToAFile(Path page) {
    assertThat(LINK.matcher(Pages.read(page)).results().map(link -> link.group(1)))
        .as("links of %s", page)
        .allSatisfy(link -> assertThat(page.resolveSibling(link)).exists());
  }

  private static List<MatchResult> examples(String page) {
    return EXAMPLE.matcher(page).results().toList();
  }

  private static List<String> regions() {
    return Pages.files(SOURCES, ".java")
        .flatMap(
            file ->
                TAG.matcher(Pages.read(file))
                    .results()
                    .map(tag -> SOURCES.relativize(file) + "#" + tag.group(1)))
        .toList();
  }

  /** The lines between a tag and its end, moved to the margin. */
  private static String region(String source, String tag) {
    Matcher region =
        Pattern.compile("(?ms)^ *// tag::" + tag + "\\R(.*?)^ *// end::" + tag + "$")
            .matcher(source);
    assertThat(region.find()).as("region %s", tag).isTrue();
    return region.group(1).stripTrailing().stripIndent().replaceFirst("\\s*$", "\n");
  }

  static Stream<Path> pages() {
    return Stream.concat(Pages.ofGuide(), Stream.of(Pages.ROOT.resolve("README.md")));
  }

  static Stream<Path> documents() {
    return Stream.concat(
        Pages.files(Pages.ROOT.resolve("docs"), ".md"),
        Stream.of("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "SECURITY.md")
            .map(Pages.ROOT::resolve));
  }
}
