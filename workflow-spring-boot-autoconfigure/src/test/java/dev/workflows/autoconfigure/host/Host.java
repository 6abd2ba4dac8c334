package dev.workflows.autoconfigure.host;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** A kind of application. */
record Host(Migrations migrations, Access access, Database database) {

  /** Every kind with {@code -Dhost.matrix=all}; else every pair of two properties in some kind. */
  static Stream<Host> matrix() {
    return all().filter(host -> isWholeMatrix() || host.isOfEveryBuild());
  }

  static boolean isWholeMatrix() {
    return "all".equals(System.getProperty("host.matrix"));
  }

  private static Stream<Host> all() {
    return Stream.of(Migrations.values())
        .flatMap(
            migrations ->
                Stream.of(Access.values())
                    .flatMap(
                        access ->
                            Stream.of(Database.values())
                                .map(database -> new Host(migrations, access, database))));
  }

  private boolean isOfEveryBuild() {
    return (migrations.ordinal() + access.ordinal() + database.ordinal()) % 2 == 0;
  }

  /** Starts it, on a database that may be one that it was started on before. */
  RunningHost start(String url, String... more) {
    return start(url, HostApplication.class, more);
  }

  /** Starts it with more beans. */
  RunningHost start(String url, Class<?> beans, String... more) {
    return new RunningHost(run(properties(url, more), HostApplication.class, access.table, beans));
  }

  /** Only migrates, as a job before a deployment does. */
  void migrate(String url) {
    Host plain = new Host(migrations, Access.JDBC, database);
    run(plain.properties(url), MigrationsOnly.class).close();
  }

  /** What none of the others does without fail on a database that it has not seen before. */
  boolean migratesFromSeveralNodes() {
    return migrations == Migrations.FLYWAY && database == Database.POSTGRES;
  }

  private Map<String, String> properties(String url, String... more) {
    Map<String, String> properties = new LinkedHashMap<>();
    List.of(
            List.of(
                "spring.datasource.url=" + url,
                "workflow.worker.poll=50ms",
                "workflow.worker.linger=50ms"),
            migrations.properties(),
            access.properties(migrations),
            List.of(more))
        .forEach(
            some ->
                some.forEach(
                    property -> {
                      int equals = property.indexOf('=');
                      properties.put(property.substring(0, equals), property.substring(equals + 1));
                    }));
    return properties;
  }

  private static ConfigurableApplicationContext run(
      Map<String, String> properties, Class<?>... sources) {
    return new SpringApplicationBuilder(sources)
        .web(WebApplicationType.NONE)
        .registerShutdownHook(false)
        .run(
            properties.entrySet().stream()
                .map(property -> "--" + property.getKey() + "=" + property.getValue())
                .toArray(String[]::new));
  }

  @Override
  public String toString() {
    return "%s, %s, %s".formatted(migrations, access, database);
  }
}
