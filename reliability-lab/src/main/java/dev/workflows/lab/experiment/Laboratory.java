package dev.workflows.lab.experiment;

import dev.workflows.lab.cluster.DatabaseServer;
import dev.workflows.lab.cluster.Fleet.Design;
import dev.workflows.lab.cluster.WorkerImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What all experiments share: a PostgreSQL for the engine, another one for the records, and the
 * worker application. For one thread.
 */
public final class Laboratory implements AutoCloseable {

  /** How long a node counts as living after its last heartbeat. */
  public static final Duration LEASE = Duration.ofSeconds(3);

  /** How often nodes ask what there is to do. */
  public static final Duration POLL = Duration.ofMillis(500);

  private final Path directory;
  private final long seed;
  private final DatabaseServer engine;
  private final DatabaseServer records;
  private final WorkerImage image;
  private final AtomicInteger databases = new AtomicInteger();

  /**
   * Starts the servers and unpacks the application.
   *
   * @param jar the packaged laboratory
   * @param directory for data and logs
   * @param seed of everything that is left to chance
   */
  public Laboratory(Path jar, Path directory, long seed) {
    this.directory = directory;
    this.seed = seed;
    this.records = DatabaseServer.startForRecords(directory.resolve("records"));
    this.engine = DatabaseServer.start(directory.resolve("engine"));
    this.image =
        WorkerImage.of(
            jar,
            directory,
            Map.of(
                "spring.datasource.url", "jdbc:h2:mem:training",
                "lab.ledger-url", "jdbc:h2:mem:ledger",
                "lab.name", "training",
                "server.port", "0"));
  }

  public long seed() {
    return seed;
  }

  public DatabaseServer engine() {
    return engine;
  }

  public DatabaseServer records() {
    return records;
  }

  public WorkerImage image() {
    return image;
  }

  /** A folder of its own for what an experiment leaves. */
  public Path folder(String name) {
    try {
      return Files.createDirectories(directory.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Makes a database of a new name for the engine, and one for the records. */
  public String newDatabase(String experiment, DatabaseServer engine) {
    String name =
        "%s_%d".formatted(experiment.toLowerCase(Locale.ROOT), databases.incrementAndGet());
    for (DatabaseServer server : List.of(engine, records)) {
      JdbcClient.create(server.dataSource("postgres")).sql("create database " + name).update();
    }
    return name;
  }

  /** Three nodes that notice soon that another has ended. */
  public Design design(String database) {
    return new Design(
        3,
        List.of(),
        Map.ofEntries(
            Map.entry("lab.ledger-url", records.url(database)),
            Map.entry("workflow.worker.lease", LEASE.toMillis() + "ms"),
            Map.entry("workflow.worker.heartbeat", "500ms"),
            Map.entry("workflow.worker.poll", POLL.toMillis() + "ms"),
            Map.entry("workflow.worker.linger", "300ms"),
            Map.entry("workflow.worker.activity-threads", "16"),
            Map.entry("workflow.client.timeout", "4s"),
            Map.entry("spring.datasource.hikari.maximum-pool-size", "10"),
            Map.entry("spring.datasource.hikari.minimum-idle", "2"),
            Map.entry("spring.datasource.hikari.connection-timeout", "3000"),
            Map.entry("server.tomcat.threads.max", "16"),
            Map.entry("server.tomcat.threads.min-spare", "2"),
            Map.entry("management.endpoints.web.exposure.include", "health,workflows"),
            Map.entry("management.endpoint.health.show-details", "always"),
            Map.entry("spring.main.banner-mode", "off")));
  }

  @Override
  public void close() {
    engine.close();
    records.close();
  }
}
