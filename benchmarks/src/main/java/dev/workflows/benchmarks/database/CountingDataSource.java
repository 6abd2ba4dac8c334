package dev.workflows.benchmarks.database;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * Counts the round trips that are made through its connections: executions of statements, a batch
 * as one, and ends of transactions. Thread-safe.
 */
final class CountingDataSource extends DelegatingDataSource {

  private final LongAdder roundTrips = new LongAdder();

  CountingDataSource(DataSource target) {
    super(target);
  }

  /** Round trips so far. */
  long roundTrips() {
    return roundTrips.sum();
  }

  @Override
  public Connection getConnection() throws SQLException {
    return proxy(Connection.class, new Counting(super.getConnection()));
  }

  @Override
  public Connection getConnection(String user, String password) throws SQLException {
    return proxy(Connection.class, new Counting(super.getConnection(user, password)));
  }

  private static <T> T proxy(Class<T> type, InvocationHandler handler) {
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
  }

  /** Passes every call on, and counts those that ask the server for something. */
  private final class Counting implements InvocationHandler {

    private final Object target;

    private Counting(Object target) {
      this.target = target;
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] given)
        throws Throwable {
      String name = method.getName();
      if (name.startsWith("execute") || name.equals("commit") || name.equals("rollback")) {
        roundTrips.increment();
      }
      try {
        return counted(method.invoke(target, given));
      } catch (InvocationTargetException e) {
        throw Objects.requireNonNullElse(e.getCause(), e);
      }
    }

    private @Nullable Object counted(@Nullable Object result) {
      if (result instanceof CallableStatement call) {
        return proxy(CallableStatement.class, new Counting(call));
      } else if (result instanceof PreparedStatement prepared) {
        return proxy(PreparedStatement.class, new Counting(prepared));
      } else if (result instanceof Statement statement) {
        return proxy(Statement.class, new Counting(statement));
      }
      return result;
    }
  }
}
