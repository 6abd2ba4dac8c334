package dev.workflows.guide;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The pages of the repository, whatever directory the tests are started in. */
public final class Pages {

  static final Path ROOT = root();

  private Pages() {}

  static Stream<Path> ofGuide() {
    return files(ROOT.resolve("docs/guide"), ".md");
  }

  public static Path ofGuide(String name) {
    return ROOT.resolve("docs/guide").resolve(name);
  }

  /** A page of the guide. */
  public static String text(String name) {
    return read(ofGuide(name));
  }

  /** What stands in the fenced blocks of a language. */
  public static List<String> blocks(Path page, String language) {
    return Pattern.compile("(?ms)^```" + language + "\\R(.*?)^```$")
        .matcher(read(page))
        .results()
        .map(block -> block.group(1))
        .toList();
  }

  static Stream<Path> files(Path folder, String ending) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(ending)).sorted().toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path root() {
    return Stream.iterate(Path.of("").toAbsolutePath(), Path::getParent)
        .filter(folder -> Files.exists(folder.resolve("docs/guide")))
        .findFirst()
        .orElseThrow();
  }
}
