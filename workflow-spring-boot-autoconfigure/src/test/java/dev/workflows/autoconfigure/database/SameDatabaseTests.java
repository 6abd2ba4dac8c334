package dev.workflows.autoconfigure.database;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.workflows.WorkflowException;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

class SameDatabaseTests {

  @Test
  void acceptsTwoWaysToOneH2() {
    String url = "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1";

    assertThatCode(() -> SameDatabase.check(to(url), to(url))).doesNotThrowAnyException();
  }

  @Test
  void refusesTwoInMemoryDatabases() {
    assertThatThrownBy(
            () -> SameDatabase.check(to("jdbc:h2:mem:one;USER=sa"), to("jdbc:h2:mem:two;USER=sa")))
        .isInstanceOf(WorkflowException.class)
        .hasMessageContaining("[WF-302]")
        .hasMessageContaining("(jdbc:h2:mem:two)")
        .hasMessageContaining("(jdbc:h2:mem:one)");
  }

  @Test
  void refusesAnInMemoryDatabaseThatIsPrivateToEachConnection() {
    assertThatThrownBy(() -> SameDatabase.check(to("jdbc:h2:mem:"), to("jdbc:h2:mem:")))
        .hasMessageContaining("give an in-memory H2 a name");
  }

  @Test
  void refusesTwoSchemasOfOneH2() {
    String url = "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1";

    assertThatThrownBy(
            () ->
                SameDatabase.check(
                    to(url), to(url + ";INIT=create schema if not exists s\\;set schema s")))
        .isInstanceOf(WorkflowException.class);
  }

  @Test
  void acceptsTwoWaysToOnePostgres() {
    String url = PostgresServer.createDatabase();

    assertThatCode(() -> SameDatabase.check(to(url), to(url))).doesNotThrowAnyException();
  }

  @Test
  void refusesTwoPostgresDatabasesAndTwoSchemas() {
    String url = PostgresServer.createDatabase();
    DataSource application = to(url);

    assertThatThrownBy(() -> SameDatabase.check(application, to(PostgresServer.createDatabase())))
        .isInstanceOf(WorkflowException.class);
    assertThatThrownBy(() -> SameDatabase.check(application, to(url + "&currentSchema=pg_catalog")))
        .isInstanceOf(WorkflowException.class);
  }

  @Test
  void refusesTwoKindsOfDatabases(@TempDir java.nio.file.Path directory) {
    assertThatThrownBy(
            () ->
                SameDatabase.check(
                    to("jdbc:h2:file:" + directory.resolve("db")),
                    to(PostgresServer.createDatabase())))
        .isInstanceOf(WorkflowException.class)
        .hasMessageNotContaining("user=");
  }

  @Test
  void saysThatTheDatabaseCannotBeReached() {
    assertThatThrownBy(
            () ->
                SameDatabase.check(
                    to("jdbc:postgresql://localhost:1/none"), to("jdbc:h2:mem:one;USER=sa")))
        .hasMessageContaining("[WF-401]");
  }

  private static DataSource to(String url) {
    return new DriverManagerDataSource(url);
  }
}
