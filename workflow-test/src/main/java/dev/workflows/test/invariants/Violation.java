package dev.workflows.test.invariants;

import java.util.List;

/**
 * A rule that does not hold.
 *
 * @param invariant its number, as {@code I8}
 * @param rule what must hold
 * @param rows what violates it, each as {@code column=value} pairs
 */
public record Violation(String invariant, String rule, List<String> rows) {

  private static final int SHOWN = 10;

  /** The rule and the first rows. */
  @Override
  public String toString() {
    String shown = String.join("\n  ", rows.subList(0, Math.min(SHOWN, rows.size())));
    return "%s: %s, but not in %d rows:%n  %s".formatted(invariant, rule, rows.size(), shown);
  }
}
