package dev.workflows.autoconfigure.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariConfigMXBean;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import dev.workflows.ErrorCode;
import dev.workflows.WorkflowException;
import dev.workflows.autoconfigure.WorkflowProperties;
import dev.workflows.jdbc.JdbcStoreSettings;
import dev.workflows.jdbc.JdbcWorkflowStore;
import java.time.Duration;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.jdbc.DataSourceUnwrapper;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;

/**
 * Makes the engine's own small pool, so that an application that exhausts its pool stops neither
 * heartbeats nor commits. Connections are made as the application's are, unless it says otherwise.
 */
final class EnginePool {

  private static final Logger LOG = LoggerFactory.getLogger(EnginePool.class);

  private final WorkflowProperties.Datasource properties;
  private final Duration lease;
  private final JdbcStoreSettings settings;

  /**
   * How the pool is made.
   *
   * @param lease nothing may block for longer than this without being noticed
   */
  EnginePool(WorkflowProperties.Datasource properties, Duration lease, JdbcStoreSettings settings) {
    this.properties = properties;
    this.lease = lease;
    this.settings = settings;
  }

  /**
   * The engine's connections beside those of the application.
   *
   * @param details where the application's connections lead, if its DataSource was made from them
   */
  EngineDatabase create(DataSource application, @Nullable JdbcConnectionDetails details) {
    HikariConfig config = config(application, details);
    if (config == null) {
      LOG.warn(
          "The engine shares the application's connections, as it cannot tell how they are made: an"
              + " exhausted pool stops the workflows too. Set workflow.datasource.url.");
      DataSource borrowed = JdbcWorkflowStore.borrowed(application, settings, lease);
      return new EngineDatabase(borrowed, borrowed, application);
    }
    tune(config);
    new BoundedWaiting(lease).apply(config);
    config.setConnectionInitSql(initSql(config, application));
    HikariDataSource engine = pool(config, "workflow-engine", properties.maximumPoolSize());
    try {
      return new EngineDatabase(engine, pool(config, "workflow-heartbeat", 1), application);
    } catch (RuntimeException e) {
      engine.close();
      throw e;
    }
  }

  private static HikariDataSource pool(HikariConfig config, String name, int size) {
    config.setPoolName(name);
    config.setMaximumPoolSize(size);
    config.setMinimumIdle(Math.min(2, size));
    try {
      return new HikariDataSource(config);
    } catch (PoolInitializationException e) {
      throw unusable(
          ErrorCode.STORE_UNAVAILABLE,
          String.valueOf(e.getMessage()).replaceFirst("\\.$", "")
              + ". Check how many connections the database allows, and the URL and user",
          e);
    } catch (RuntimeException e) {
      // what it says may quote the URL, which may hold a password
      throw unusable(ErrorCode.INVALID_CONFIGURATION, "no driver takes their URL. Check it", e);
    }
  }

  private static WorkflowException unusable(ErrorCode code, String why, Exception cause) {
    return new WorkflowException(
        code,
        ("The engine's own connections cannot be made: %s in workflow.datasource.*, if it is set;"
                + " else they are made like the application's.")
            .formatted(why),
        cause);
  }

  private @Nullable HikariConfig config(
      DataSource application, @Nullable JdbcConnectionDetails details) {
    if (properties.url() != null) {
      return config(
          properties.url(),
          properties.username(),
          properties.password(),
          properties.driverClassName());
    }
    HikariDataSource pool =
        DataSourceUnwrapper.unwrap(application, HikariConfigMXBean.class, HikariDataSource.class);
    if (pool != null) {
      HikariConfig copy = new HikariConfig();
      pool.copyStateTo(copy);
      return copy;
    }
    return details == null
        ? null
        : config(
            details.getJdbcUrl(),
            details.getUsername(),
            details.getPassword(),
            details.getDriverClassName());
  }

  private static HikariConfig config(
      String url, @Nullable String user, @Nullable String password, @Nullable String driver) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(url);
    config.setUsername(user);
    config.setPassword(password);
    if (driver != null) {
      config.setDriverClassName(driver);
    }
    return config;
  }

  private void tune(HikariConfig config) {
    config.setConnectionTimeout(Math.max(lease.toMillis() / 2, 1_000));
    config.setValidationTimeout(Math.max(lease.toMillis() / 4, 500));
    config.setAutoCommit(true);
    config.setReadOnly(false);
    config.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
    config.setLeakDetectionThreshold(0);
    config.setRegisterMbeans(false);
    config.setAllowPoolSuspension(false);
  }

  private String initSql(HikariConfig config, DataSource application) {
    String ours = JdbcWorkflowStore.connectionInitSql(application, settings);
    String theirs = config.getConnectionInitSql();
    return theirs == null ? ours : theirs + ";\n" + ours;
  }
}
