package dev.workflows.autoconfigure.database;

import dev.workflows.jdbc.SchemaMode;
import dev.workflows.jdbc.WorkflowSchema;
import javax.sql.DataSource;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.jdbc.CannotGetJdbcConnectionException;

/** Makes or checks the tables before anything uses them, behind the application's migrations. */
final class WorkflowSchemaInitializer implements InitializingBean {

  private final DataSource dataSource;
  private final String tablePrefix;
  private final SchemaMode mode;

  WorkflowSchemaInitializer(DataSource dataSource, String tablePrefix, SchemaMode mode) {
    this.dataSource = dataSource;
    this.tablePrefix = tablePrefix;
    this.mode = mode;
  }

  @Override
  public void afterPropertiesSet() {
    try {
      new WorkflowSchema(dataSource, tablePrefix).apply(mode);
    } catch (CannotGetJdbcConnectionException e) {
      throw SameDatabase.unreachable(e.getMostSpecificCause());
    }
  }
}
