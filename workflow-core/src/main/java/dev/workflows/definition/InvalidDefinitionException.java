package dev.workflows.definition;

import dev.workflows.ErrorCode;
import dev.workflows.WorkflowException;
import java.util.List;
import java.util.stream.Collectors;

/** Workflows or activities are declared in ways that cannot work: everything that was found. */
public final class InvalidDefinitionException extends WorkflowException {

  private static final long serialVersionUID = 1L;

  private final transient List<Complaint> complaints;

  /** All complaints at once, so that they can be put right at once. */
  public InvalidDefinitionException(List<Complaint> complaints) {
    super(
        ErrorCode.INVALID_DEFINITION,
        complaints.stream()
            .map(complaint -> "\n  - " + complaint)
            .collect(Collectors.joining("", "Workflows or activities cannot be used:", "")));
    this.complaints = List.copyOf(complaints);
  }

  /** What was found, in the order of the places; empty only after Java serialization. */
  public List<Complaint> complaints() {
    return complaints == null ? List.of() : complaints;
  }

  /**
   * Something that cannot work, and what to do about it.
   *
   * @param place the class, or the class and its method
   * @param fact what is wrong, as a sentence without its full stop
   * @param remedy what would be right, as a sentence without its full stop
   */
  public record Complaint(String place, String fact, String remedy) {

    @Override
    public String toString() {
      return "%s: %s. %s.".formatted(place, fact, remedy);
    }
  }
}
