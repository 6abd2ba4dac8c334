package dev.workflows.autoconfigure.host;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** Loses the reply to a commit when it is told to. */
final class LossyDataSource extends DelegatingDataSource {

  private final AtomicBoolean armed = new AtomicBoolean();

  LossyDataSource(DataSource target) {
    super(target);
  }

  /** The next commit is done, and whoever asked for it is told that the connection broke. */
  void loseTheNextReply() {
    armed.set(true);
  }

  boolean hasLostIt() {
    return !armed.get();
  }

  @Override
  public Connection getConnection() throws SQLException {
    Connection connection = super.getConnection();
    return (Connection)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {Connection.class},
            (proxy, method, arguments) -> invoke(connection, method, arguments));
  }

  private @Nullable Object invoke(Connection connection, Method method, Object[] arguments)
      throws Throwable {
    try {
      Object result = method.invoke(connection, arguments);
      if (method.getName().equals("commit") && armed.compareAndSet(true, false)) {
        throw new SQLException("An I/O error occurred while sending to the backend", "08006");
      }
      return result;
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
