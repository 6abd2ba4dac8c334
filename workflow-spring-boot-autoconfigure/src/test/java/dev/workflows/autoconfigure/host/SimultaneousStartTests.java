package dev.workflows.autoconfigure.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workflows.test.invariants.Invariants;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** Several nodes find the same empty database. */
class SimultaneousStartTests {

  private static final List<String> NAMES = List.of("a", "b", "c", "d");
  private static final int PATIENCE = 100; // seconds: four processes start on how many cores?
  private static final int RUNS = NAMES.size() * HostNode.RUNS;

  private final ExecutorService threads = Executors.newFixedThreadPool(NAMES.size());
  private final List<Process> processes = new ArrayList<>();

  @TempDir private Path output;

  /** Logging is one for the whole process, and is not made to be set up by several threads. */
  @BeforeEach
  void leaveLoggingAlone() {
    System.setProperty(LoggingSystem.SYSTEM_PROPERTY, LoggingSystem.NONE);
  }

  @AfterEach
  void endWhatHangs() {
    System.clearProperty(LoggingSystem.SYSTEM_PROPERTY);
    threads.shutdownNow();
    processes.forEach(Process::destroyForcibly);
  }

  /** A covering few of the matrix in every build, and processes only with all of it. */
  static Stream<Arguments> starts() {
    if (!Host.isWholeMatrix()) {
      return Stream.of(
          Arguments.of(new Host(Migrations.LIQUIBASE, Access.JPA, Database.H2), false),
          Arguments.of(new Host(Migrations.FLYWAY, Access.JDBC, Database.POSTGRES), false));
    }
    return Stream.concat(
        Host.matrix().map(host -> Arguments.of(host, false)),
        Host.matrix()
            .filter(host -> host.database() == Database.POSTGRES)
            .map(host -> Arguments.of(host, true)));
  }

  @ParameterizedTest(name = "{0}, as processes: {1}")
  @MethodSource("starts")
  void makesTheTablesOnceAndFinishesWhatEachNodeStarts(Host host, boolean asProcesses)
      throws Exception {
    List<HostNode> nodes = nodes(host);
    if (asProcesses) {
      liveAsProcesses(nodes);
    } else {
      liveAsThreads(nodes);
    }
    assertMadeOnceAndAllDone(nodes.get(0));
  }

  private void liveAsThreads(List<HostNode> nodes) throws Exception {
    CyclicBarrier together = new CyclicBarrier(nodes.size());
    List<Future<?>> lives = new ArrayList<>();
    for (HostNode node : nodes) {
      lives.add(
          threads.submit(
              () -> {
                together.await(20, TimeUnit.SECONDS);
                node.live();
                return true;
              }));
    }
    for (Future<?> life : lives) {
      life.get(PATIENCE, TimeUnit.SECONDS);
    }
  }

  private void liveAsProcesses(List<HostNode> nodes) throws Exception {
    for (HostNode node : nodes) {
      processes.add(
          node.process()
              .redirectErrorStream(true)
              .redirectOutput(output.resolve(node.name()).toFile())
              .start());
    }
    for (Process process : processes) {
      process.getOutputStream().write(1);
      process.getOutputStream().flush();
    }
    for (int i = 0; i < processes.size(); i++) {
      assertEndedWell(processes.get(i), nodes.get(i).name());
    }
  }

  private void assertEndedWell(Process process, String name) throws Exception {
    assertThat(process.waitFor(PATIENCE, TimeUnit.SECONDS)).as("end of node %s", name).isTrue();
    assertThat(process.exitValue()).as("node %s said: %s", name, said(name)).isZero();
  }

  private String said(String name) throws IOException {
    return Files.readString(output.resolve(name));
  }

  private static List<HostNode> nodes(Host host) {
    String url = host.database().create();
    if (!host.migratesFromSeveralNodes()) {
      host.migrate(url);
    }
    return NAMES.stream().map(name -> new HostNode(host, url, name)).toList();
  }

  private static void assertMadeOnceAndAllDone(HostNode node) {
    DriverManagerDataSource database = node.host().database().connect(node.url());
    JdbcClient sql = JdbcClient.create(database);
    new Invariants("workflow_").assertHold(database);
    assertThat(count(sql, node.host().migrations().histories()))
        .isEqualTo(count(sql, node.host().migrations().distinctHistories()));
    assertThat(
            count(
                sql,
                List.of(
                    "select count(*) from workflow_run where status = 'COMPLETED'",
                    "select count(*) from workflow_run",
                    "select count(*) from booking where id not like 'order%'",
                    "select count(*) from booking where id like 'order%'")))
        .containsOnly((long) RUNS);
  }

  private static List<Long> count(JdbcClient sql, List<String> queries) {
    return queries.stream().map(query -> sql.sql(query).query(Long.class).single()).toList();
  }
}
