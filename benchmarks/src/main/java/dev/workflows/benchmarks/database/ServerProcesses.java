package dev.workflows.benchmarks.database;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.OptionalLong;

/** The processes of a server on this machine, seen through {@code /proc}; elsewhere none. */
final class ServerProcesses {

  private static final Path PROC = Path.of("/proc");

  /** Linux counts in hundredths of a second there, whatever its own clock does. */
  private static final long MICROS_PER_TICK = 10_000;

  private final Path proc;
  private final long postmaster;

  private ServerProcesses(Path proc, long postmaster) {
    this.proc = proc;
    this.postmaster = postmaster;
  }

  /** The processes of the server behind this URL. */
  static ServerProcesses of(String url) throws SQLException {
    // it ends with the connection
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("select pg_backend_pid()")) {
      row.next();
      return of(PROC, row.getLong(1));
    }
  }

  static ServerProcesses of(Path proc, long backend) {
    long postmaster =
        ProcessStat.read(proc, backend)
            .filter(stat -> stat.command().startsWith("postgres"))
            .map(ProcessStat::parent)
            .orElse(-1L);
    return new ServerProcesses(proc, postmaster);
  }

  /** What the postmaster, its children and those that have ended have used so far. */
  OptionalLong cpuMicros() {
    Optional<ProcessStat> root = ProcessStat.read(proc, postmaster);
    if (root.isEmpty()) {
      return OptionalLong.empty();
    }
    long ticks = root.get().ticks() + root.get().ticksOfEnded();
    try (DirectoryStream<Path> all = Files.newDirectoryStream(proc, "[0-9]*")) {
      for (Path process : all) {
        ticks += ticksOfChild(Long.parseLong(process.getFileName().toString()));
      }
    } catch (IOException e) {
      return OptionalLong.empty();
    }
    return OptionalLong.of(ticks * MICROS_PER_TICK);
  }

  private long ticksOfChild(long pid) {
    return ProcessStat.read(proc, pid)
        .filter(stat -> stat.parent() == postmaster)
        .map(ProcessStat::ticks)
        .orElse(0L);
  }
}
