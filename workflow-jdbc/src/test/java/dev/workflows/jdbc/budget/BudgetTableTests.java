package dev.workflows.jdbc.budget;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the guide says about costs is what the tests hold. */
class BudgetTableTests {

  private static final Path PAGE = Path.of("..", "docs", "guide", "performance.md");
  private static final int COLUMNS = 6;

  @Test
  void theGuideTellsTheCostsThatAreTested() throws IOException {
    assertThat(rows()).containsExactlyElementsOf(budgets());
  }

  private static List<List<String>> rows() throws IOException {
    try (Stream<String> lines = Files.lines(PAGE)) {
      return lines
          .dropWhile(line -> !line.contains("| WAL bytes, at most |"))
          .skip(2)
          .takeWhile(line -> line.startsWith("|"))
          .map(BudgetTableTests::cells)
          .toList();
    }
  }

  /** Without what is explained about them. */
  private static List<String> cells(String line) {
    return Arrays.stream(line.substring(1).split("\\|"))
        .map(cell -> cell.replaceAll("[,*].*", "").strip())
        .limit(COLUMNS)
        .toList();
  }

  private static List<List<String>> budgets() {
    return Arrays.stream(Budget.values()).map(BudgetTableTests::row).toList();
  }

  private static List<String> row(Budget budget) {
    Cost cost = budget.cost();
    return Stream.concat(
            Stream.of(budget.title()),
            Stream.of(
                    cost.statements(),
                    cost.commits(),
                    cost.inserted(),
                    cost.changed(),
                    cost.walBytes())
                .map(number -> String.format(Locale.ROOT, "%d", number)))
        .toList();
  }
}
