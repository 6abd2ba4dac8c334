package dev.workflows.benchmarks;

import dev.workflows.benchmarks.engine.Workload;
import dev.workflows.benchmarks.ours.Fibers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads options of the form {@code --name=value}. What is wrong is said with what is right. */
final class CommandLine {

  static final String USAGE =
      """
      java -jar benchmarks.jar [--name=value ...], lists separated by commas:
        --workload=sequential     what is measured
        --activities=1,5,10       how many activities a workflow calls
        --clients=1,8,64          how many clients wait for a workflow at the same time
        --engines=ours            of: ours, rows (one row and one commit a step, nothing else)
        --rounds=3                how often; the median counts
        --seconds=5               how long a round lasts
        --warmup=2                seconds of load before the rounds of each case
        --fibers=auto             threads of workflow code: auto, platform or virtual
        --json=FILE               one JSON object a line
        --jdbc-url=URL            a PostgreSQL with user and password; else one is started
      """;

  private static final Map<String, String> DEFAULTS =
      Map.of(
          "workload", "sequential",
          "activities", "1,5,10",
          "clients", "1,8,64",
          "engines", "ours",
          "rounds", "3",
          "seconds", "5",
          "warmup", "2",
          "fibers", "auto",
          "json", "",
          "jdbc-url", "");

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
    DEFAULTS.forEach(line.values::putIfAbsent);
    return line.options();
  }

  private void take(String argument) {
    int equals = argument.indexOf('=');
    if (!argument.startsWith("--") || equals < 0) {
      throw new IllegalArgumentException(
          "'%s' is not of the form --name=value".formatted(argument));
    }
    String name = argument.substring(2, equals);
    if (!DEFAULTS.containsKey(name)) {
      throw new IllegalArgumentException("There is no option --" + name);
    }
    if (values.put(name, argument.substring(equals + 1)) != null) {
      throw new IllegalArgumentException("--%s is given twice".formatted(name));
    }
  }

  private Options options() {
    String json = optional("json");
    return new Options(
        list("workload", name -> Workload.of(name).orElseThrow(() -> unknown("workload", name))),
        list("activities", text -> number("activities", text, 0)),
        list("clients", text -> number("clients", text, 1)),
        list("engines", Function.identity()),
        number("rounds", value("rounds"), 1),
        Duration.ofSeconds(number("seconds", value("seconds"), 1)),
        Duration.ofSeconds(number("warmup", value("warmup"), 0)),
        Fibers.of(value("fibers")).orElseThrow(() -> unknown("fibers", value("fibers"))),
        json == null ? null : Path.of(json),
        optional("jdbc-url"));
  }

  private String value(String name) {
    return values.getOrDefault(name, "");
  }

  private @Nullable String optional(String name) {
    return value(name).isEmpty() ? null : value(name);
  }

  private <V> List<V> list(String name, Function<String, V> element) {
    return Arrays.stream(value(name).split(",", -1)).map(String::strip).map(element).toList();
  }

  private static int number(String name, String text, int least) {
    try {
      int number = Integer.parseInt(text.strip());
      if (number >= least) {
        return number;
      }
    } catch (NumberFormatException e) {
      // said below
    }
    throw new IllegalArgumentException(
        "--%s takes whole numbers from %d, but '%s' was given".formatted(name, least, text));
  }

  static IllegalArgumentException unknown(String name, String value) {
    return new IllegalArgumentException("--%s does not know '%s'".formatted(name, value));
  }
}
