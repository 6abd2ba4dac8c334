package dev.workflows.lab;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads options of the form {@code --name=value}. What is wrong is said with what is right. */
final class CommandLine {

  static final String USAGE =
      """
      java -jar reliability-lab.jar [--name=value ...]
        --faults=F0,F1     what goes wrong, see docs/guide/reliability.md; none for a report alone
        --count=3          how often each of them
        --seed=N           repeats what is left to chance
        --json=FILE        a line of JSON for each fault is added here
        --report=FILE      a page made of all lines of --json; docs/reliability-report.md where
                           there is a folder docs
        --jar=FILE         the packaged laboratory that nodes are started from; this one
      """;

  private static final List<String> NAMES =
      List.of("faults", "count", "seed", "json", "report", "jar");

  private final Map<String, String> values = new LinkedHashMap<>();

  private CommandLine() {}

  /**
   * The options of these arguments.
   *
   * @throws IllegalArgumentException with a sentence for the user
   */
  static Options parse(String... arguments) {
    CommandLine line = new CommandLine();
    Arrays.stream(arguments).forEach(line::take);
    return line.options();
  }

  private void take(String argument) {
    int equals = argument.indexOf('=');
    if (!argument.startsWith("--") || equals < 0) {
      throw new IllegalArgumentException(
          "'%s' is not of the form --name=value".formatted(argument));
    }
    String name = argument.substring(2, equals);
    if (!NAMES.contains(name)) {
      throw new IllegalArgumentException("There is no option --" + name);
    }
    if (values.put(name, argument.substring(equals + 1)) != null) {
      throw new IllegalArgumentException("--%s is given twice".formatted(name));
    }
  }

  private Options options() {
    Path json = path("json");
    return new Options(
        faults(values.getOrDefault("faults", "F0,F1")),
        (int) number("count", 3, 1, 1_000_000),
        number("seed", System.nanoTime(), Long.MIN_VALUE, Long.MAX_VALUE),
        json,
        report(json),
        jar());
  }

  private static List<String> faults(String names) {
    return names.equals("none")
        ? List.of()
        : Arrays.stream(names.split(",", -1)).map(String::strip).toList();
  }

  private @Nullable Path report(@Nullable Path json) {
    Path given = path("report");
    if (given != null && json == null) {
      throw new IllegalArgumentException("--report is made of the lines of --json: give both");
    }
    boolean atHome = Files.isDirectory(Path.of("docs"));
    return given == null && json != null && atHome ? Path.of("docs/reliability-report.md") : given;
  }

  private Path jar() {
    Path given = path("jar");
    Path jar = given == null ? ReliabilityLab.ownJar() : given;
    if (!Files.isRegularFile(jar)) {
      throw new IllegalArgumentException(
          "There is no packaged laboratory at %s: give it by --jar".formatted(jar));
    }
    return jar;
  }

  private @Nullable Path path(String name) {
    String value = values.getOrDefault(name, "");
    return value.isEmpty() ? null : Path.of(value);
  }

  private long number(String name, long standard, long least, long most) {
    String text = values.get(name);
    if (text == null) {
      return standard;
    }
    try {
      long number = Long.parseLong(text.strip());
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // said below
    }
    throw new IllegalArgumentException(
        "--%s takes whole numbers from %d to %d, but '%s' was given"
            .formatted(name, least, most, text));
  }
}
