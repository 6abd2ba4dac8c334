package dev.workflows.benchmarks.rows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workflows.benchmarks.database.Database;
import dev.workflows.benchmarks.database.Server;
import dev.workflows.benchmarks.engine.Case;
import dev.workflows.benchmarks.engine.Engine;
import dev.workflows.benchmarks.engine.Marks;
import dev.workflows.benchmarks.engine.Workload;
import dev.workflows.benchmarks.ours.Fibers;
import dev.workflows.benchmarks.ours.OurEngine;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class UnnestEngineTests {

  /** All that is not different from run to run. */
  private static final String ROWS =
      """
      select string_agg(concat_ws(',', seq, fence, ref_seq, type, name,
          case when seq > 1 then detail end, payload, node is null), chr(10) order by seq)
      from workflow_event
      """;

  private static final String COUNT = "select count(*) from workflow_event";

  private static Server server;

  @BeforeAll
  static void start() throws Exception {
    server = Server.open(null, Duration.ZERO, Duration.ZERO);
  }

  @AfterAll
  static void stop() throws Exception {
    server.close();
  }

  @Test
  void insertsWhatOurEngineWrites() throws Exception {
    Case measured = new Case(Workload.SEQUENTIAL, 3, 1, 0);

    String bare = perform(new UnnestEngine(1), measured, ROWS);

    assertThat(bare.lines()).hasSize(8);
    assertThat(bare).isEqualTo(perform(new OurEngine(Fibers.AUTO), measured, ROWS));
  }

  @Test
  void insertsNothingBeforeABatchIsFull() throws Exception {
    Case measured = new Case(Workload.SEQUENTIAL, 3, 8, 0);

    assertThat(perform(new UnnestEngine(24), measured, COUNT)).isEqualTo("24");
    assertThat(perform(new UnnestEngine(100), measured, COUNT)).isEqualTo("0");
  }

  private static String perform(Engine engine, Case measured, String question) throws Exception {
    try (Database database = server.fresh();
        Engine.Running running = engine.open(database, Marks.none())) {
      running.operation(measured).perform();
      return database.ask(question);
    }
  }
}
