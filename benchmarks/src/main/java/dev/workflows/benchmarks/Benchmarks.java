package dev.workflows.benchmarks;

import dev.workflows.benchmarks.database.Server;
import dev.workflows.benchmarks.engine.Case;
import dev.workflows.benchmarks.engine.Engine;
import dev.workflows.benchmarks.load.Contest;
import dev.workflows.benchmarks.load.Crowds;
import dev.workflows.benchmarks.load.Measurement;
import dev.workflows.benchmarks.load.Pace;
import java.io.PrintStream;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Measures engines on one PostgreSQL, in one run. {@code --help} tells all options, for instance
 *
 * <pre>{@code
 * java -jar benchmarks.jar --engines=ours,dbos --activities=10 --clients=1,64
 * java -jar benchmarks.jar --engines=unnest,ours --activities=10 --clients=256
 * java -jar benchmarks.jar --engines=ours,dbos,db-scheduler,jobrunr --workload=backlog
 * java -jar benchmarks.jar --workload=timer-wave,recovery,sleeping --rounds=1
 * java -jar benchmarks.jar --engines=ours,dbos --disk=slow --activities=5 --clients=8,64
 * }</pre>
 *
 * <p>The engines take turns, round by round. Each is opened on a database of its own for its turn
 * and closed after it, so that no engine's polls, threads or caches count for another.
 */
public final class Benchmarks {

  private static final Logger LIQUIBASE = Logger.getLogger("liquibase");

  private Benchmarks() {}

  /** Measures what the arguments say; without any, our engine's sequential workflows. */
  public static void main(String... arguments) throws Exception {
    // its log does not go where the others go, and nobody asked for it
    LIQUIBASE.setLevel(Level.WARNING);
    List<String> given = Arrays.asList(arguments);
    if (given.contains("--help")) {
      System.out.print(Usage.TEXT);
    } else if (!given.isEmpty() && given.get(0).equals(Interrupted.COMMAND)) {
      Interrupted.run(given.subList(1, given.size()));
    } else {
      measure(arguments);
    }
  }

  private static void measure(String... arguments) throws Exception {
    try {
      run(CommandLine.parse(arguments), System.out);
    } catch (IllegalArgumentException e) {
      System.err.printf("%s%n%n%s", e.getMessage(), Usage.TEXT);
      System.exit(2);
    }
  }

  static void run(Options options, PrintStream out) throws Exception {
    try (JsonReport json = new JsonReport(options.json());
        Server server = Server.open(options.jdbcUrl(), options.flush(), options.network());
        Contest contest = contest(server, options)) {
      MarkdownReport markdown = new MarkdownReport(out);
      markdown.begin(describe(server), options);
      List<Case> cases = options.cases();
      contest.heat(cases.get(cases.size() - 1));
      for (Case next : cases) {
        List<Measurement> measured = contest.measure(next);
        markdown.add(measured);
        json.add(measured);
      }
    }
  }

  private static List<String> describe(Server server) throws SQLException {
    List<String> lines = new ArrayList<>(Machine.describe());
    lines.add(server.describe());
    return lines;
  }

  private static Contest contest(Server server, Options options) {
    List<Engine> engines =
        options.engines().stream()
            .map(name -> Engines.named(name, options.fibers(), options.batch()))
            .toList();
    return new Contest(
        server,
        engines,
        new Pace(options.warmUp(), options.round(), options.rounds(), options.phase()),
        new Crowds(new OwnJvm(options.fibers())));
  }
}
