package dev.workflows.lab.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SummaryTests {

  private static final Map<String, String> TITLES =
      new TreeMap<>(Map.of("F0", "nothing", "F1", "kill", "F3", "freeze"));

  private static Row row(String fault, long injected, Long takeover) {
    return new Row(
        fault,
        injected,
        100,
        0,
        2,
        takeover,
        30L,
        12,
        7,
        10,
        "PostgreSQL 17",
        "17",
        List.of("well"));
  }

  @Test
  void addsUpWhatWasRunInSeveralGoes() {
    String page = Summary.page(List.of(row("F1", 10, 3_000L), row("F1", 20, 3_500L)), TITLES);

    assertThat(page).contains("| F1 kill | 30 | 200 | 0 | 4 | 3500 ms | 30 ms |");
  }

  @Test
  void leavesOutWhatWasNotRunAndFiguresThatThereAreNot() {
    String page = Summary.page(List.of(row("F0", 0, null)), TITLES);

    assertThat(page).contains("| F0 nothing | 0 | 100 | 0 | 2 | – | 30 ms |").doesNotContain("F3");
  }

  @Test
  void tellsHowToRunItAgain() {
    assertThat(Summary.page(List.of(row("F3", 10, null)), TITLES))
        .contains("--faults=F3 --count=10 --seed=7");
  }

  @Test
  void readsTheLinesThatItWrote(@TempDir Path directory) throws Exception {
    Path file = directory.resolve("lines.json");
    JsonLines.append(file, row("F0", 0, null));
    JsonLines.append(file, row("F1", 10, 3_000L));

    assertThat(JsonLines.read(file)).containsExactly(row("F0", 0, null), row("F1", 10, 3_000L));
    assertThat(Files.readAllLines(file).get(1))
        .startsWith(
            "{\"fault\":\"F1\",\"injected\":10,\"runs\":100,\"violations\":0,\"duplicates\":2,"
                + "\"takeoverP99Millis\":3000,");
  }
}
