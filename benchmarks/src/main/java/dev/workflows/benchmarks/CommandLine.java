package dev.workflows.benchmarks;

import dev.workflows.benchmarks.engine.Workload;
import dev.workflows.benchmarks.ours.Fibers;
import dev.workflows.benchmarks.rows.UnnestEngine;
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

  private static final Map<String, String> DEFAULTS =
      Map.ofEntries(
          Map.entry("workload", "sequential"),
          Map.entry("activities", "1,5,10"),
          Map.entry("clients", "1,8,64"),
          Map.entry("engines", "ours"),
          Map.entry("size", "0"),
          Map.entry("nodes", "1"),
          Map.entry("closed", "0"),
          Map.entry("rounds", "3"),
          Map.entry("seconds", "5"),
          Map.entry("phase-seconds", "600"),
          Map.entry("warmup", "2"),
          Map.entry("fibers", "auto"),
          Map.entry("batch", Integer.toString(UnnestEngine.BATCH)),
          Map.entry("disk", "fast"),
          Map.entry("flush-millis", "1"),
          Map.entry("network", "fast"),
          Map.entry("network-millis", "1"),
          Map.entry("json", ""),
          Map.entry("jdbc-url", ""));

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
        list("engines", Engines::checked),
        number("size", value("size"), 0),
        list("nodes", text -> number("nodes", text, 1)),
        list("closed", text -> number("closed", text, 0)),
        number("rounds", value("rounds"), 1),
        Duration.ofSeconds(number("seconds", value("seconds"), 1)),
        Duration.ofSeconds(number("phase-seconds", value("phase-seconds"), 1)),
        Duration.ofSeconds(number("warmup", value("warmup"), 0)),
        Fibers.of(value("fibers")).orElseThrow(() -> unknown("fibers", value("fibers"))),
        number("batch", value("batch"), 1),
        slowness("disk", "flush-millis"),
        slowness("network", "network-millis"),
        json == null ? null : Path.of(json),
        optional("jdbc-url"));
  }

  private Duration slowness(String name, String millis) {
    return switch (value(name)) {
      case "fast" -> Duration.ZERO;
      case "slow" -> Duration.ofMillis(number(millis, value(millis), 1));
      default -> throw unknown(name, value(name));
    };
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
