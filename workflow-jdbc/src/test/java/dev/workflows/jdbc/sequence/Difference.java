package dev.workflows.jdbc.sequence;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Where two stores part.
 *
 * @param operation after how many operations
 */
record Difference(int operation, String door, String wanted, String found) {

  @Override
  public String toString() {
    return "After %d operations the store in memory says%n%s%nand that on %s says%n%s"
        .formatted(operation, without(wanted, found), door, without(found, wanted));
  }

  private static String without(String lines, String others) {
    List<String> known = others.lines().toList();
    return lines.lines().filter(line -> !known.contains(line)).collect(Collectors.joining("\n"));
  }
}
