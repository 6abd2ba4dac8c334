package dev.workflows.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workflows.ErrorCode;
import dev.workflows.WorkflowException;
import java.net.URL;
import java.net.URLClassLoader;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;

class MissingLiquibaseTests {

  @Test
  void namesBothRemedies() throws Exception {
    JdbcDataSource database = new JdbcDataSource();
    database.setUrl(TestDatabase.h2Url());

    Throwable refusal = applyWithoutLiquibase(database);

    assertThat(refusal)
        .isInstanceOfSatisfying(
            WorkflowException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_CONFIGURATION))
        .hasMessageContaining("Add org.liquibase:liquibase-core")
        .hasMessageContaining("execute dev/workflows/jdbc/schema-h2.sql");
  }

  private static Throwable applyWithoutLiquibase(DataSource database) throws Exception {
    URL classes = WorkflowSchema.class.getProtectionDomain().getCodeSource().getLocation();
    try (URLClassLoader loader = new WithoutLiquibase(classes)) {
      Class<?> schema = loader.loadClass(WorkflowSchema.class.getName());
      Class<?> mode = loader.loadClass(SchemaMode.class.getName());
      Object instance =
          schema
              .getConstructor(DataSource.class, String.class)
              .newInstance(database, TableNames.DEFAULT_PREFIX);
      schema.getMethod("apply", mode).invoke(instance, mode.getEnumConstants()[0]);
      throw new AssertionError("The schema was made without Liquibase");
    } catch (java.lang.reflect.InvocationTargetException e) {
      return e.getCause();
    }
  }

  /** Loads the store's classes anew and finds no Liquibase for them. */
  private static final class WithoutLiquibase extends URLClassLoader {

    WithoutLiquibase(URL classes) {
      super(new URL[] {classes}, WithoutLiquibase.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (name.startsWith("liquibase.")) {
        throw new ClassNotFoundException(name);
      }
      if (!name.startsWith("dev.workflows.jdbc.")) {
        return super.loadClass(name, resolve);
      }
      synchronized (getClassLoadingLock(name)) {
        Class<?> loaded = findLoadedClass(name);
        return loaded == null ? findClass(name) : loaded;
      }
    }
  }
}
