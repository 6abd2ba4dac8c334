package dev.workflows.jdbc.clock;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * Connections to a database whose time is the given one: statements that ask for the time are told
 * it. So leases end and timers become due without anybody waiting.
 */
public final class TimedDataSource extends DelegatingDataSource {

  private static final Pattern NOW =
      Pattern.compile("\\b(current_timestamp|(statement|clock)_timestamp\\(\\))");

  private static final DateTimeFormatter FORMAT =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSSxxx");

  /** PostgreSQL plans each text once, so the time is not part of it. */
  private static final String SETTING =
      "cast(current_setting('test.now') as timestamp with time zone)";

  private static final String SET = "select set_config('test.now', ?, false)";

  private final InstantSource time;

  /** Connections of this data source at this time. */
  public TimedDataSource(DataSource target, InstantSource time) {
    super(target);
    this.time = time;
  }

  @Override
  public Connection getConnection() throws SQLException {
    Connection real = super.getConnection();
    boolean postgres = real.getMetaData().getDatabaseProductName().equals("PostgreSQL");
    return (Connection)
        Proxy.newProxyInstance(
            Connection.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            (proxy, method, arguments) -> call(real, postgres, method, arguments));
  }

  private Object call(Connection real, boolean postgres, Method method, Object[] arguments)
      throws Throwable {
    String name = method.getName();
    if (name.equals("createStatement")) {
      throw new UnsupportedOperationException("Its time could not be given to a plain statement");
    }
    if (name.startsWith("prepare")) {
      arguments[0] = atThisTime((String) arguments[0], real, postgres);
    }
    try {
      return method.invoke(real, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  private String atThisTime(String sql, Connection real, boolean postgres) throws SQLException {
    if (!NOW.matcher(sql).find()) {
      return sql;
    }
    String now = FORMAT.format(OffsetDateTime.ofInstant(time.instant(), ZoneOffset.UTC));
    if (!postgres) {
      return NOW.matcher(sql).replaceAll("timestamp with time zone '" + now + "'");
    }
    try (PreparedStatement set = real.prepareStatement(SET)) {
      set.setString(1, now);
      set.execute();
    }
    return NOW.matcher(sql).replaceAll(SETTING);
  }
}
