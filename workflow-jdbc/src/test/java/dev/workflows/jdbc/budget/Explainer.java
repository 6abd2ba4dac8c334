package dev.workflows.jdbc.budget;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.ParameterMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * Tells how PostgreSQL executes what is sent through its connections. Each statement is planned
 * once, for whatever values, when it is met first; a session of its own keeps that plan, as the
 * engine's do, and executes it beforehand in a transaction that is rolled back.
 */
final class Explainer extends DelegatingDataSource implements AutoCloseable {

  private static final Object NULL = new Object();

  private final Connection session;
  private final Map<String, String> names = new LinkedHashMap<>();
  private final Map<String, List<String>> plans = new LinkedHashMap<>();
  private boolean watching;

  Explainer(DataSource target) throws SQLException {
    super(target);
    session = target.getConnection();
    execute("set plan_cache_mode = force_generic_plan");
  }

  /** From now on plans are kept, of what was met before. */
  void watch() {
    watching = true;
  }

  /** How each statement was executed, every time it was. */
  Map<String, List<String>> plans() {
    return plans;
  }

  @Override
  public Connection getConnection() throws SQLException {
    Connection target = super.getConnection();
    return (Connection)
        Proxy.newProxyInstance(
            Connection.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            (proxy, method, arguments) -> {
              Object result = call(target, method, arguments);
              return result instanceof PreparedStatement prepared
                  ? watched(prepared, (String) arguments[0])
                  : result;
            });
  }

  private PreparedStatement watched(PreparedStatement target, String sql) {
    Map<Integer, Object> values = new TreeMap<>();
    return (PreparedStatement)
        Proxy.newProxyInstance(
            PreparedStatement.class.getClassLoader(),
            new Class<?>[] {PreparedStatement.class},
            (proxy, method, arguments) -> {
              if (method.getName().startsWith("set") && arguments.length > 1) {
                boolean isNull = method.getName().equals("setNull") || arguments[1] == null;
                values.put((Integer) arguments[0], isNull ? NULL : arguments[1]);
              } else if (method.getName().startsWith("execute")) {
                explain(sql, target.getParameterMetaData(), values);
              }
              return call(target, method, arguments);
            });
  }

  private static Object call(Object target, Method method, Object[] arguments) throws Throwable {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  private void explain(String sql, ParameterMetaData types, Map<Integer, Object> values)
      throws SQLException {
    if (!sql.contains("workflow_")) {
      return;
    }
    List<String> literals = new ArrayList<>();
    for (Map.Entry<Integer, Object> value : values.entrySet()) {
      literals.add(literal(value.getValue()) + "::" + types.getParameterTypeName(value.getKey()));
    }
    String name = names.get(sql);
    if (name == null) {
      name = "watched_" + names.size();
      names.put(sql, name);
      prepare(name, sql, types);
    }
    String all = literals.isEmpty() ? "" : "(" + String.join(", ", literals) + ")";
    session.setAutoCommit(false);
    List<String> plan =
        lines("explain (analyze, costs off, timing off, summary off) execute " + name + all);
    session.rollback();
    session.setAutoCommit(true);
    if (watching) {
      plans.computeIfAbsent(sql, any -> new ArrayList<>()).addAll(plan);
    }
  }

  private void prepare(String name, String sql, ParameterMetaData types) throws SQLException {
    List<String> declared = new ArrayList<>();
    String text = sql;
    for (int i = 1; i <= types.getParameterCount(); i++) {
      declared.add(types.getParameterTypeName(i));
      text = text.replaceFirst("\\?", "\\$" + i);
    }
    String all = declared.isEmpty() ? "" : " (" + String.join(", ", declared) + ")";
    execute("prepare " + name + all + " as " + text);
  }

  private static String literal(Object value) {
    if (value == NULL) {
      return "null";
    }
    String text =
        value instanceof Object[] several
            ? Arrays.stream(several).map(String::valueOf).collect(Collectors.joining(",", "{", "}"))
            : value.toString();
    return "'" + text.replace("'", "''") + "'";
  }

  private List<String> lines(String sql) throws SQLException {
    try (Statement statement = session.createStatement()) {
      ResultSet rows = statement.executeQuery(sql);
      List<String> lines = new ArrayList<>();
      while (rows.next()) {
        lines.add(rows.getString(1));
      }
      return lines;
    }
  }

  private void execute(String sql) throws SQLException {
    try (Statement statement = session.createStatement()) {
      statement.execute(sql);
    }
  }

  @Override
  public void close() throws SQLException {
    session.close();
  }
}
