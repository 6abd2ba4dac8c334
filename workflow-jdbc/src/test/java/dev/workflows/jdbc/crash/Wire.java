package dev.workflows.jdbc.crash;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A connection as a machine sees it: what reaches the database has a number and may fail. */
final class Wire implements InvocationHandler {

  private static final Set<String> CALLS = Set.of("commit", "rollback", "setTransactionIsolation");

  /** What a pool does with a connection whatever happened to it. */
  private static final Set<String> ALWAYS = Set.of("close", "abort", "isClosed");

  private final Connection real;
  private final PooledDataSource owner;
  private boolean broken;
  private boolean killed;

  Wire(Connection real, PooledDataSource owner) {
    this.real = real;
    this.owner = owner;
  }

  Connection connection() {
    return proxy(Connection.class, this);
  }

  static SQLException gone() {
    return new SQLException("The connection is gone", "08006");
  }

  // ---- what faults do

  /** Rolls back what the transaction has done so far. */
  void undo() throws SQLException {
    if (!real.getAutoCommit()) {
      real.rollback();
    }
  }

  /** Lets the database do a call, and undo it. */
  void makeInVain(Faults.Call call) throws Throwable {
    boolean alone = real.getAutoCommit();
    if (alone) {
      real.setAutoCommit(false);
      call.make();
      real.rollback();
      real.setAutoCommit(true);
    } else {
      real.rollback();
    }
  }

  /** Nothing more comes through; the database rolls back what is open. */
  void breakOff() throws SQLException {
    undo();
    broken = true;
  }

  /** What its process left open is rolled back. */
  void abandon() throws SQLException {
    if (!killed && !real.isClosed()) {
      undo();
    }
  }

  /** Lets the database end the session. */
  void kill() throws SQLException {
    killed = true;
    owner.kill(real);
  }

  // ---- what comes through

  @Override
  public @Nullable Object invoke(Object proxy, Method method, @Nullable Object[] arguments)
      throws Throwable {
    String name = method.getName();
    if (ALWAYS.contains(name)) {
      return call(real, method, arguments);
    }
    requireWhole();
    if (CALLS.contains(name)) {
      return owner.faults().pass(this, name, () -> call(real, method, arguments));
    }
    Object result = call(real, method, arguments);
    return result instanceof PreparedStatement statement
        ? statement(statement, String.valueOf(arguments[0]))
        : result;
  }

  private PreparedStatement statement(PreparedStatement real, String sql) {
    return proxy(
        PreparedStatement.class,
        (proxy, method, arguments) -> {
          if (!method.getName().startsWith("execute")) {
            return call(real, method, arguments);
          }
          requireWhole();
          return owner.faults().pass(this, sql, () -> call(real, method, arguments));
        });
  }

  private void requireWhole() throws SQLException {
    if (broken || owner.isCut()) {
      throw gone();
    }
  }

  private static @Nullable Object call(Object target, Method method, @Nullable Object[] arguments)
      throws Throwable {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  private static <T> T proxy(Class<T> type, InvocationHandler handler) {
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
  }
}
