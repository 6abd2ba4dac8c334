package dev.workflows.autoconfigure.diagnostics;

import dev.workflows.ErrorCode;
import dev.workflows.WorkflowException;
import dev.workflows.definition.InvalidDefinitionException;
import dev.workflows.definition.InvalidDefinitionException.Complaint;
import dev.workflows.spi.StoreException;
import dev.workflows.spi.StoreException.Outcome;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;

/**
 * Explains why an application with workflows does not start, by the error's code. Comes before the
 * analyzers of those through which the error passed, as the binding of properties.
 */
final class WorkflowFailureAnalyzer extends AbstractFailureAnalyzer<WorkflowException>
    implements Ordered {

  private static final String REFUSED =
      "Check that the tables are those of this version (workflow.schema.mode=validate tells), and"
          + " that the user may select, insert, update and delete in them.";

  @Override
  public int getOrder() {
    return 0;
  }

  @Override
  protected @Nullable FailureAnalysis analyze(Throwable rootFailure, WorkflowException cause) {
    if (cause instanceof InvalidDefinitionException definitions) {
      return analyze(definitions);
    }
    String action = isRefusal(cause) ? REFUSED : action(cause.code());
    return action == null
        ? null
        : new FailureAnalysis(String.valueOf(cause.getMessage()), action, cause);
  }

  private static boolean isRefusal(WorkflowException cause) {
    return cause instanceof StoreException store && store.outcome() == Outcome.REFUSED;
  }

  private static FailureAnalysis analyze(InvalidDefinitionException definitions) {
    List<Complaint> complaints = definitions.complaints();
    return new FailureAnalysis(
        "[%s] Workflows or activities are declared in ways that cannot work:%n%n%s"
            .formatted(
                definitions.code().code(),
                lines(complaints, complaint -> complaint.place() + ": " + complaint.fact() + ".")),
        "Change them:%n%n%s"
            .formatted(
                lines(
                    complaints, complaint -> complaint.place() + ": " + complaint.remedy() + ".")),
        definitions);
  }

  private static String lines(List<Complaint> complaints, Function<Complaint, String> line) {
    return complaints.stream()
        .map(complaint -> "    - " + line.apply(complaint))
        .collect(Collectors.joining(System.lineSeparator()));
  }

  private static @Nullable String action(ErrorCode code) {
    return switch (code) {
      case INVALID_CONFIGURATION -> "Change the property or the bean that the description names.";
      case UNSUPPORTED_DATABASE ->
          "Let spring.datasource.url name a PostgreSQL 14 or later, or an H2 database.";
      case INVALID_SCHEMA ->
          "Let workflow.schema.mode=auto make the tables, or execute the script of this version"
              + " (dev/workflows/jdbc/schema-*.sql in workflow-jdbc) and use 'validate'.";
      case STORE_UNAVAILABLE ->
          "Check that the database runs, and that its URL, user and password are right.";
      default -> null;
    };
  }
}
