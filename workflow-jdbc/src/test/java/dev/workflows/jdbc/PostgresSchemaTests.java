package dev.workflows.jdbc;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

class PostgresSchemaTests extends WorkflowSchemaTests {

  @Override
  String newDatabase() {
    return PostgresServer.createDatabase();
  }

  @Override
  String script() {
    return "schema-postgresql.sql";
  }

  @Override
  List<String> describe(JdbcClient sql) {
    String columns =
        """
        select concat_ws(' ', table_name, ordinal_position, column_name, data_type,
          character_maximum_length, datetime_precision, is_nullable, column_default, is_identity)
        from information_schema.columns
        where table_schema = 'public' and table_name not like '%databasechange%'
        order by 1
        """;
    String indexes =
        """
        select indexdef
        from pg_indexes
        where schemaname = 'public' and tablename not like '%databasechange%'
        order by 1
        """;
    String tables =
        """
        select concat_ws(' ', relname, relkind, reloptions)
        from pg_class
        where relnamespace = 'public'::regnamespace and relname not like '%databasechange%'
        order by 1
        """;
    return List.of(columns, indexes, tables).stream()
        .flatMap(query -> sql.sql(query).query(String.class).list().stream())
        .toList();
  }
}
