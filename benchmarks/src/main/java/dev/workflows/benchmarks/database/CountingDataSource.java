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
 * as one, and ends of transactions. Of certain statements it also takes the time. Thread-safe.
 */
final class CountingDataSource extends DelegatingDataSource {

  private final LongAdder roundTrips = new LongAdder();

  private final StatementTimes times;

  CountingDataSource(DataSource target, StatementTimes times) {
    super(target);
    this.times = times;
  }

  /** Round trips so far. */
  long roundTrips() {
    return roundTrips.sum();
  }

  @Override
  public Connection getConnection() throws SQLException {
    return proxy(Connection.class, new Counting(super.getConnection(), false));
  }

  @Override
  public Connection getConnection(String user, String password) throws SQLException {
    return proxy(Connection.class, new Counting(super.getConnection(user, password), false));
  }

  private static <T> T proxy(Class<T> type, InvocationHandler handler) {
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
  }

  /** Passes every call on, and counts those that ask the server for something. */
  private final class Counting implements InvocationHandler {

    private final Object target;
    private final boolean timed;

    private Counting(Object target, boolean timed) {
      this.target = target;
      this.timed = timed;
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] given)
        throws Throwable {
      String name = method.getName();
      boolean executes = name.startsWith("execute");
      if (executes || name.equals("commit") || name.equals("rollback")) {
        roundTrips.increment();
      }
      try {
        return executes && timed
            ? timed(method, given)
            : counted(method.invoke(target, given), given);
      } catch (InvocationTargetException e) {
        throw Objects.requireNonNullElse(e.getCause(), e);
      }
    }

    private @Nullable Object timed(Method method, @Nullable Object @Nullable [] given)
        throws ReflectiveOperationException {
      long begin = System.nanoTime();
      Object result = method.invoke(target, given);
      times.add(System.nanoTime() - begin);
      return result;
    }

    private @Nullable Object counted(@Nullable Object result, @Nullable Object @Nullable [] given) {
      if (result instanceof CallableStatement call) {
        return proxy(CallableStatement.class, new Counting(call, concerns(given)));
      } else if (result instanceof PreparedStatement prepared) {
        return proxy(PreparedStatement.class, new Counting(prepared, concerns(given)));
      } else if (result instanceof Statement statement) {
        return proxy(Statement.class, new Counting(statement, false));
      }
      return result;
    }

    private boolean concerns(@Nullable Object @Nullable [] given) {
      return given != null
          && given.length > 0
          && given[0] instanceof String sql
          && times.concern(sql);
    }
  }
}
