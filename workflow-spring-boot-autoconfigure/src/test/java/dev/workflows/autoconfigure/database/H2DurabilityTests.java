package dev.workflows.autoconfigure.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

class H2DurabilityTests {

  @TempDir Path directory;

  @Test
  void warnsOfADelayedWrite() {
    assertThat(warning("jdbc:h2:file:" + directory.resolve("db")))
        .contains("H2 writes commits 500 ms after")
        .contains("WRITE_DELAY=0");
  }

  @Test
  void warnsOfAnInMemoryDatabase() {
    assertThat(warning("jdbc:h2:mem:volatile")).contains("in memory");
  }

  @Test
  void saysNothingWhereCommitsAreDurable() {
    assertThat(warning("jdbc:h2:file:" + directory.resolve("db") + ";WRITE_DELAY=0")).isEmpty();
    assertThat(warning(PostgresServer.createDatabase())).isEmpty();
  }

  private static String warning(String url) {
    return H2Durability.warning(new DriverManagerDataSource(url)).orElse("");
  }
}
