package dev.workflows.autoconfigure.host;

import dev.workflows.autoconfigure.database.PostgresServer;
import java.util.UUID;
import java.util.function.Supplier;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

enum Database {
  H2(() -> "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1;DB_CLOSE_ON_EXIT=FALSE"),
  POSTGRES(PostgresServer::createDatabase);

  private final Supplier<String> urls;

  Database(Supplier<String> urls) {
    this.urls = urls;
  }

  /** The URL of a new, empty one. */
  String create() {
    return urls.get();
  }

  /** Connections to one of them, without an application. */
  DriverManagerDataSource connect(String url) {
    DriverManagerDataSource database = new DriverManagerDataSource(url);
    if (this == H2) {
      database.setUsername("sa");
    }
    return database;
  }
}
