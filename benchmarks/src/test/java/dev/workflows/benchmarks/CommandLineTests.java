package dev.workflows.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.workflows.benchmarks.engine.Case;
import dev.workflows.benchmarks.engine.Workload;
import dev.workflows.benchmarks.ours.Fibers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLineTests {

  @Test
  void measuresEverythingUnlessAsked() {
    Options options = CommandLine.parse();

    assertThat(options.cases()).hasSize(9).contains(new Case(Workload.SEQUENTIAL, 10, 64, 0));
    assertThat(options.engines()).containsExactly("ours");
    assertThat(options.jdbcUrl()).isNull();
    assertThat(options.json()).isNull();
  }

  @Test
  void takesLists() {
    Options options =
        CommandLine.parse(
            "--activities=1,10", "--clients=8, 64", "--seconds=2", "--json=out/figures.json");

    assertThat(options.cases())
        .containsExactly(
            new Case(Workload.SEQUENTIAL, 1, 8, 0),
            new Case(Workload.SEQUENTIAL, 1, 64, 0),
            new Case(Workload.SEQUENTIAL, 10, 8, 0),
            new Case(Workload.SEQUENTIAL, 10, 64, 0));
    assertThat(options.round()).isEqualTo(Duration.ofSeconds(2));
    assertThat(options.json()).isEqualTo(Path.of("out/figures.json"));
  }

  @Test
  void letsTheMostClientsStartCrowds() {
    Options options = CommandLine.parse("--workload=backlog,recovery", "--clients=1,8");

    assertThat(options.cases())
        .containsExactly(
            new Case(Workload.BACKLOG, 1, 8, 10_000), new Case(Workload.RECOVERY, 2, 8, 10_000));
  }

  @Test
  void takesNumbersOfNodesWhereNobodyIsKilled() {
    Options options = CommandLine.parse("--workload=signal,recovery", "--clients=8", "--nodes=1,3");

    assertThat(options.cases())
        .extracting(Case::workload, Case::nodes)
        .containsExactly(
            tuple(Workload.SIGNAL, 1), tuple(Workload.SIGNAL, 3), tuple(Workload.RECOVERY, 1));
  }

  @Test
  void measuresSeveralNodesOfOursAlone() {
    Case measured = new Case(Workload.SEQUENTIAL, 1, 8, 0, 2, 0);

    assertThat(List.of("ours", "rows", "dbos", "temporal-test"))
        .filteredOn(name -> Engines.named(name, Fibers.PLATFORM).has(measured))
        .containsExactly("ours");
  }

  @Test
  void fillsTablesForOperationsThatHaveNoSizeOfTheirOwn() {
    Options options =
        CommandLine.parse("--workload=signal,idle,list,backlog", "--clients=8", "--closed=0,1000");

    assertThat(options.cases())
        .extracting(Case::workload, Case::closed)
        .containsExactly(
            tuple(Workload.SIGNAL, 0),
            tuple(Workload.SIGNAL, 1_000),
            tuple(Workload.IDLE, 0),
            tuple(Workload.IDLE, 1_000),
            tuple(Workload.LIST, 0),
            tuple(Workload.BACKLOG, 0));
  }

  @Test
  void takesOneSizeForAllThatHaveSome() {
    Options options =
        CommandLine.parse("--workload=sleeping,describe,signal", "--clients=1", "--size=77");

    assertThat(options.cases()).extracting(Case::size).containsExactly(77, 77, 0);
  }

  @Test
  void knowsEveryEngineThatTheUsageNames() {
    Options options =
        CommandLine.parse(
            "--engines=ours,ours-h2,ours-h2-single,rows,unnest,dbos,temporal-test,"
                + "db-scheduler,jobrunr");

    assertThat(options.engines())
        .hasSize(9)
        .allSatisfy(name -> assertThat(Usage.TEXT).contains(name));
    assertThat(options.engines())
        .allSatisfy(
            name -> assertThat(Engines.named(name, options.fibers()).name()).isEqualTo(name));
  }

  @Test
  void givesPhasesALengthOfTheirOwn() {
    Options options =
        CommandLine.parse("--workload=old-snapshot", "--clients=1,8", "--phase-seconds=90");

    assertThat(options.phase()).isEqualTo(Duration.ofSeconds(90));
    assertThat(options.cases())
        .containsExactly(
            new Case(Workload.OLD_SNAPSHOT, 1, 1, 1_000),
            new Case(Workload.OLD_SNAPSHOT, 1, 8, 1_000));
  }

  @Test
  void slowsDownOnlyWhatItIsAskedTo() {
    Options options = CommandLine.parse("--disk=slow", "--network-millis=3");

    assertThat(options.flush()).isEqualTo(Duration.ofMillis(1));
    assertThat(options.network()).isZero();
  }

  @ParameterizedTest
  @EnumSource(Workload.class)
  void tellsOfEveryWorkload(Workload workload) {
    assertThat(Usage.TEXT).contains(" " + workload.label() + " ");
    assertThat(CommandLine.parse("--workload=" + workload.label()).workloads())
        .containsExactly(workload);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--clients=0",
        "--nodes=0",
        "--phase-seconds=0",
        "--closed=-1",
        "--clients=many",
        "--activities=1,,2",
        "--rounds=",
        "--workload=random",
        "--fibers=green",
        "--engines=oars",
        "--size=-1",
        "--batch=0",
        "--disk=wet",
        "--network=none",
        "--unknown=1",
        "--json",
        "clients=1"
      })
  void refusesWhatItCannotUse(String argument) {
    assertThatThrownBy(() -> CommandLine.parse(argument))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void refusesAnOptionThatIsGivenTwice() {
    assertThatThrownBy(() -> CommandLine.parse("--rounds=1", "--rounds=2"))
        .hasMessageContaining("--rounds is given twice");
  }
}
