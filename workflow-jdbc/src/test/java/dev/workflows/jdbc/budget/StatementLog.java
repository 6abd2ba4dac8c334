package dev.workflows.jdbc.budget;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** Writes down every round trip that is made through its connections. Thread-safe. */
final class StatementLog extends DelegatingDataSource {

  /** Calls of a connection that ask the server as well. */
  private static final Set<String> OTHERS =
      Set.of("commit", "rollback", "getTransactionIsolation", "setTransactionIsolation");

  private final List<String> roundTrips = new CopyOnWriteArrayList<>();

  StatementLog(DataSource target) {
    super(target);
  }

  /** The text of every executed statement, and the names of other calls, in order. */
  List<String> roundTrips() {
    return List.copyOf(roundTrips);
  }

  @Override
  public Connection getConnection() throws SQLException {
    return proxy(Connection.class, new Recorder(super.getConnection(), ""));
  }

  private static <T> T proxy(Class<T> type, InvocationHandler handler) {
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
  }

  /** Passes calls on to a connection, or to a statement with this text. */
  private final class Recorder implements InvocationHandler {

    private final Object target;
    private final String sql;

    private Recorder(Object target, String sql) {
      this.target = target;
      this.sql = sql;
    }

    @Override
    public Object invoke(Object proxy, Method method, Object[] given) throws Throwable {
      String name = method.getName();
      String text = given != null && given[0] instanceof String first ? first : sql;
      if (name.startsWith("execute")) {
        roundTrips.add(text.strip().replaceAll("\\s+", " "));
      } else if (OTHERS.contains(name)) {
        roundTrips.add(name);
      }
      try {
        return recorded(method.invoke(target, given), text);
      } catch (InvocationTargetException e) {
        throw e.getCause();
      }
    }

    private Object recorded(Object result, String text) {
      if (result instanceof PreparedStatement prepared) {
        return proxy(PreparedStatement.class, new Recorder(prepared, text));
      } else if (result instanceof Statement statement) {
        return proxy(Statement.class, new Recorder(statement, text));
      }
      return result;
    }
  }
}
