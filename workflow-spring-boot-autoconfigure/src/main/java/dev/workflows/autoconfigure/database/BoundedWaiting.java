package dev.workflows.autoconfigure.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.util.PropertyElf;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.BeanUtils;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.util.ClassUtils;

/**
 * How long the engine waits for a PostgreSQL server that is gone without a word: it must be noticed
 * before the lease is over. What the application says of it counts more.
 */
final class BoundedWaiting {

  private final Duration limit;
  private final Map<String, String> parameters;

  BoundedWaiting(Duration limit) {
    long seconds = Math.max(limit.toSeconds(), 1);
    this.limit = Duration.ofSeconds(seconds);
    this.parameters =
        new TreeMap<>(
            Map.of(
                "socketTimeout", Long.toString(seconds),
                "connectTimeout", Long.toString(Math.max(seconds / 2, 1)),
                "tcpKeepAlive", "true"));
  }

  /** Bounds it, whichever way the pool is going to make its connections. */
  void apply(HikariConfig config) {
    String url = config.getJdbcUrl();
    String driver = config.getDataSourceClassName();
    if (config.getDataSource() != null) {
      config.setDataSource(new Bounded(config.getDataSource(), limit));
    } else if (driver != null && driver.startsWith("org.postgresql.")) {
      config.setDataSource(made(driver, config.getDataSourceProperties()));
      config.setDataSourceClassName(null);
    } else if (url != null && url.toLowerCase(Locale.ROOT).contains(":postgresql:")) {
      config.setJdbcUrl(bounded(url, config.getDataSourceProperties()));
    }
  }

  /** The properties are the application's own, so that the parameters are added to the URL. */
  private String bounded(String url, Properties properties) {
    StringBuilder bounded = new StringBuilder(url);
    parameters.forEach(
        (name, value) -> {
          if (!saysOf(name, url) && !properties.containsKey(name)) {
            bounded
                .append(bounded.indexOf("?") < 0 ? '?' : '&')
                .append(name)
                .append('=')
                .append(value);
          }
        });
    return bounded.toString();
  }

  /** As the pool would make it, with what is missing. */
  private DataSource made(String type, Properties properties) {
    Properties all = new Properties();
    parameters.forEach(
        (name, value) -> {
          if (Stream.of("url", "URL").noneMatch(key -> saysOf(name, properties.getProperty(key)))) {
            all.setProperty(name, value);
          }
        });
    all.putAll(properties);
    Class<?> driver = ClassUtils.resolveClassName(type, ClassUtils.getDefaultClassLoader());
    DataSource dataSource = BeanUtils.instantiateClass(driver, DataSource.class);
    PropertyElf.setTargetFromProperties(dataSource, all);
    return dataSource;
  }

  private static boolean saysOf(String name, @Nullable String url) {
    return url != null && (url.contains("?" + name + "=") || url.contains("&" + name + "="));
  }

  /** Connections of a data source that only the application can configure. */
  private static final class Bounded extends DelegatingDataSource {

    private final int limit;

    Bounded(DataSource target, Duration limit) {
      super(target);
      this.limit = Math.toIntExact(limit.toMillis());
    }

    @Override
    public Connection getConnection() throws SQLException {
      return bounded(super.getConnection());
    }

    @Override
    public Connection getConnection(String username, String password) throws SQLException {
      return bounded(super.getConnection(username, password));
    }

    private Connection bounded(Connection connection) throws SQLException {
      if (connection.getNetworkTimeout() == 0) {
        connection.setNetworkTimeout(Runnable::run, limit);
      }
      return connection;
    }
  }
}
