package dev.workflows.benchmarks.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What {@code /proc/PID/stat} says of a process.
 *
 * @param ticks it has had of the processors, in its own code and in the kernel
 * @param ticksOfEnded the same of those of its children that have ended
 */
record ProcessStat(String command, long parent, long ticks, long ticksOfEnded) {

  /** A process; empty if there is none, or no such file. */
  static Optional<ProcessStat> read(Path proc, long pid) {
    try {
      return Optional.of(parse(Files.readString(proc.resolve(Long.toString(pid)).resolve("stat"))));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** The command stands in parentheses and may have some itself. */
  static ProcessStat parse(String line) {
    int end = line.lastIndexOf(')');
    String[] fields = line.substring(end + 2).strip().split(" ", -1);
    return new ProcessStat(
        line.substring(line.indexOf('(') + 1, end),
        Long.parseLong(fields[1]),
        Long.parseLong(fields[11]) + Long.parseLong(fields[12]),
        Long.parseLong(fields[13]) + Long.parseLong(fields[14]));
  }
}
