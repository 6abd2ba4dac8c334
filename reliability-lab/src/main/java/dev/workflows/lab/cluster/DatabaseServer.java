package dev.workflows.lab.cluster;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** A PostgreSQL that can be killed and started again on the same data. For one thread. */
public final class DatabaseServer implements AutoCloseable {

  private static final Duration STARTUP = Duration.ofSeconds(60);

  private final Path data;
  private final int port = Ports.free();
  private final boolean durable;
  private EmbeddedPostgres server;

  private DatabaseServer(Path data, boolean durable) {
    this.data = data;
    this.durable = durable;
    this.server = launch();
  }

  /** Starts one as durable as in production. */
  public static DatabaseServer start(Path data) {
    return new DatabaseServer(data, true);
  }

  /** Starts one for records that need not survive. */
  public static DatabaseServer startForRecords(Path data) {
    return new DatabaseServer(data, false);
  }

  private EmbeddedPostgres launch() {
    String flushes = durable ? "on" : "off";
    try {
      return EmbeddedPostgres.builder()
          .setDataDirectory(data)
          .setCleanDataDirectory(false)
          .setPort(port)
          .setServerConfig("fsync", flushes)
          .setServerConfig("synchronous_commit", flushes)
          .setServerConfig("full_page_writes", flushes)
          .setServerConfig("max_connections", "200")
          .setServerConfig("max_wal_size", "64MB")
          .setServerConfig("track_commit_timestamp", "on")
          .setPGStartupWait(STARTUP)
          .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public int port() {
    return port;
  }

  /** The way to a database of this server that no fault disturbs. */
  public DataSource dataSource(String database) {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setURL(url(database));
    return source;
  }

  public String url(String database) {
    return "jdbc:postgresql://localhost:%d/%s?user=postgres&sslmode=disable&gssEncMode=disable"
        .formatted(port, database);
  }

  /** SIGKILL for every process of the server at once: as if its machine had lost power. */
  public void kill() throws InterruptedException {
    List<ProcessHandle> processes = processes();
    processes.forEach(ProcessHandle::destroyForcibly);
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (processes.stream().anyMatch(ProcessHandle::isAlive)) {
      if (System.nanoTime() > until) {
        throw new IllegalStateException("PostgreSQL survived SIGKILL");
      }
      Thread.sleep(10);
    }
  }

  private List<ProcessHandle> processes() {
    try {
      String pid = Files.readAllLines(data.resolve("postmaster.pid")).get(0).strip();
      return ProcessHandle.of(Long.parseLong(pid)).stream()
          .flatMap(main -> Stream.concat(Stream.of(main), main.descendants()))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Starts the server again after {@link #kill()}. */
  public void restart() {
    close(); // forgets the dead one
    server = launch();
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
