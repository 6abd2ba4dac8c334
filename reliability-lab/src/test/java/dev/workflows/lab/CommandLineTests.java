package dev.workflows.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLineTests {

  private String jar;

  @BeforeEach
  void packageIt(@TempDir Path directory) throws IOException {
    jar = "--jar=" + Files.createFile(directory.resolve("lab.jar"));
  }

  @Test
  void takesAllOptions() {
    Options options =
        CommandLine.parse(
            jar, "--faults=F1, F3", "--count=7", "--seed=-5", "--json=a.json", "--report=a.md");

    assertThat(options.faults()).containsExactly("F1", "F3");
    assertThat(options.count()).isEqualTo(7);
    assertThat(options.seed()).isEqualTo(-5);
    assertThat(options.json()).isEqualTo(Path.of("a.json"));
    assertThat(options.report()).isEqualTo(Path.of("a.md"));
  }

  @Test
  void makesAReportOfWhatWasRunBefore() {
    assertThat(CommandLine.parse(jar, "--faults=none", "--json=a.json").faults()).isEmpty();
  }

  @Test
  void keepsFilesToItselfUnlessAsked() {
    Options options = CommandLine.parse(jar);

    assertThat(options.json()).isNull();
    assertThat(options.report()).isNull();
    assertThat(options.count()).isPositive();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--count=0",
        "--count=many",
        "--seed=",
        "--unknown=1",
        "--json",
        "count=1",
        "--report=x.md"
      })
  void refusesWhatItCannotUse(String argument) {
    assertThatThrownBy(() -> CommandLine.parse(jar, argument))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void refusesAnOptionThatIsGivenTwice() {
    assertThatThrownBy(() -> CommandLine.parse(jar, "--count=1", "--count=2"))
        .hasMessageContaining("--count is given twice");
  }

  @Test
  void saysThatThereIsNoPackagedLaboratory() {
    assertThatThrownBy(() -> CommandLine.parse("--jar=missing.jar"))
        .hasMessageContaining("missing.jar");
  }
}
