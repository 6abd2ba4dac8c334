package dev.workflows.autoconfigure.diagnostics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workflows.ErrorCode;
import dev.workflows.WorkflowException;
import dev.workflows.definition.InvalidDefinitionException;
import dev.workflows.definition.InvalidDefinitionException.Complaint;
import dev.workflows.spi.StoreException;
import dev.workflows.spi.StoreException.Outcome;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.diagnostics.FailureAnalysis;

class WorkflowFailureAnalyzerTests {

  private final WorkflowFailureAnalyzer analyzer = new WorkflowFailureAnalyzer();

  @Test
  void listsEveryComplaintWithItsRemedy() {
    FailureAnalysis analysis =
        analyze(
            new InvalidDefinitionException(
                List.of(
                    new Complaint("shop.Order", "The class is final", "Remove 'final'"),
                    new Complaint("shop.Stock.take()", "It is private", "Make it public"))));

    assertThat(analysis.getDescription())
        .isEqualToNormalizingNewlines(
            """
            [WF-301] Workflows or activities are declared in ways that cannot work:

                - shop.Order: The class is final.
                - shop.Stock.take(): It is private.""");
    assertThat(analysis.getAction())
        .isEqualToNormalizingNewlines(
            """
            Change them:

                - shop.Order: Remove 'final'.
                - shop.Stock.take(): Make it public.""");
  }

  @ParameterizedTest
  @EnumSource(
      names = {
        "INVALID_CONFIGURATION",
        "UNSUPPORTED_DATABASE",
        "INVALID_SCHEMA",
        "STORE_UNAVAILABLE"
      })
  void explainsWhatKeepsAnApplicationFromStarting(ErrorCode code) {
    FailureAnalysis analysis = analyze(new WorkflowException(code, "The fact."));

    assertThat(analysis.getDescription()).isEqualTo("[%s] The fact.".formatted(code.code()));
    assertThat(analysis.getAction()).isNotBlank();
  }

  @Test
  void doesNotBlameTheConnectionForAStatementThatTheDatabaseRefused() {
    FailureAnalysis analysis = analyze(new StoreException(Outcome.REFUSED, "No such table.", null));

    assertThat(analysis.getAction()).contains("workflow.schema.mode").doesNotContain("URL");
  }

  @Test
  void leavesOtherErrorsToOthers() {
    Exception error =
        new IllegalStateException(new WorkflowException(ErrorCode.NOT_FOUND, "No run."));

    assertThat(analyzer.analyze(error)).isNull();
  }

  private FailureAnalysis analyze(WorkflowException cause) {
    return Objects.requireNonNull(
        analyzer.analyze(new IllegalStateException("The context failed", cause)));
  }
}
