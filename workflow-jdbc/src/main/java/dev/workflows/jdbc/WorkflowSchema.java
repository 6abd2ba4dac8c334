package dev.workflows.jdbc;

import dev.workflows.ErrorCode;
import dev.workflows.WorkflowException;
import javax.sql.DataSource;
import org.springframework.util.ClassUtils;

/**
 * The tables of this version. Every change of them, and the plain statements that make them from
 * nothing, lie beside this class: {@code schema-h2.sql} and {@code schema-postgresql.sql}.
 */
public final class WorkflowSchema {

  private final DataSource dataSource;
  private final TableNames tables;

  /**
   * The tables of a prefix.
   *
   * @param dataSource connections that may change tables, or only read for {@code VALIDATE}
   */
  public WorkflowSchema(DataSource dataSource, String tablePrefix) {
    this.dataSource = dataSource;
    this.tables = new TableNames(tablePrefix);
  }

  /**
   * Makes sure that the store can use the tables. Any number of processes may do it at once.
   *
   * @throws WorkflowException with {@code INVALID_SCHEMA} if it cannot, with {@code
   *     INVALID_CONFIGURATION} if Liquibase is needed and missing
   */
  public void apply(SchemaMode mode) {
    switch (mode) {
      case AUTO -> migrate();
      case VALIDATE -> new SchemaValidation(tables).check(dataSource);
      case NONE -> {
        // The application has said that it knows.
      }
    }
  }

  private void migrate() {
    if (!ClassUtils.isPresent("liquibase.Liquibase", WorkflowSchema.class.getClassLoader())) {
      throw new WorkflowException(
          ErrorCode.INVALID_CONFIGURATION,
          "The tables cannot be made: Liquibase is not on the class path. Add "
              + "org.liquibase:liquibase-core, or execute %s yourself and set the schema mode to "
                  .formatted("dev/workflows/jdbc/" + Dialect.of(dataSource).schemaScript())
              + "'validate'.");
    }
    SchemaMigration.run(dataSource, tables);
  }
}
