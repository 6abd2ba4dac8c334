package dev.workflows.benchmarks;

import dev.workflows.benchmarks.database.Database;
import dev.workflows.benchmarks.engine.Engine;
import dev.workflows.benchmarks.load.Case;
import dev.workflows.benchmarks.load.Contest;
import dev.workflows.benchmarks.load.Measurement;
import dev.workflows.benchmarks.ours.OurEngine;
import dev.workflows.benchmarks.rows.RowEngine;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Measures engines on one PostgreSQL, in one run. */
public final class Benchmarks {

  private static final Logger LIQUIBASE = Logger.getLogger("liquibase");

  private Benchmarks() {}

  /** Measures what the arguments say; without any, everything. */
  public static void main(String... arguments) throws Exception {
    // its log does not go where the others go, and nobody asked for it
    LIQUIBASE.setLevel(Level.WARNING);
    try {
      run(CommandLine.parse(arguments));
    } catch (IllegalArgumentException e) {
      System.err.printf("%s%n%n%s", e.getMessage(), CommandLine.USAGE);
      System.exit(2);
    }
  }

  private static void run(Options options) throws Exception {
    List<Engine> engines = options.engines().stream().map(name -> engine(name, options)).toList();
    String url = options.jdbcUrl();
    try (JsonReport json = new JsonReport(options.json());
        Database database = url == null ? Database.embedded() : Database.at(url)) {
      MarkdownReport markdown = new MarkdownReport(System.out);
      markdown.begin(database.describe(), options);
      Map<String, Engine.Running> running = new LinkedHashMap<>();
      try {
        for (Engine engine : engines) {
          running.put(engine.name(), engine.open(database));
        }
        measure(options, running, markdown, json);
      } finally {
        for (Engine.Running engine : running.values()) {
          engine.close();
        }
      }
    }
  }

  private static void measure(
      Options options,
      Map<String, Engine.Running> running,
      MarkdownReport markdown,
      JsonReport json)
      throws Exception {
    Contest contest = new Contest(running, options.warmUp(), options.round(), options.rounds());
    List<Case> cases = options.cases();
    contest.heat(cases.get(cases.size() - 1));
    for (Case next : cases) {
      List<Measurement> measured = contest.measure(next);
      markdown.add(measured);
      json.add(measured);
    }
  }

  private static Engine engine(String name, Options options) {
    return switch (name) {
      case "ours" -> new OurEngine(options.fibers());
      case "rows" -> new RowEngine();
      default -> throw CommandLine.unknown("engines", name);
    };
  }
}
