package dev.workflows.autoconfigure.host;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** A kind of application. */
record Host(Migrations migrations, Access access, Database database) {

  /** Every kind with {@code -Dhost.matrix=all}; else every pair of two properties in some kind. */
  static Stream<Host> matrix() {
    return all()
        .filter(host -> host.isOfEveryBuild() || "all".equals(System.getProperty("host.matrix")));
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
    List<String> properties =
        new ArrayList<>(
            List.of(
                "spring.datasource.url=" + url,
                "workflow.worker.poll=50ms",
                "workflow.worker.linger=50ms"));
    properties.addAll(migrations.properties());
    properties.addAll(access.properties(migrations));
    properties.addAll(List.of(more));
    return new RunningHost(run(properties));
  }

  private ConfigurableApplicationContext run(List<String> properties) {
    return new SpringApplicationBuilder(HostApplication.class, access.table)
        .web(WebApplicationType.NONE)
        .registerShutdownHook(false)
        .run(properties.stream().map(property -> "--" + property).toArray(String[]::new));
  }

  @Override
  public String toString() {
    return "%s, %s, %s".formatted(migrations, access, database);
  }
}
