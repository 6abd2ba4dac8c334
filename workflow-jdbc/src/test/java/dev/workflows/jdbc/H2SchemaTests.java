package dev.workflows.jdbc;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

class H2SchemaTests extends WorkflowSchemaTests {

  @Override
  String newDatabase() {
    return TestDatabase.h2Url();
  }

  @Override
  String script() {
    return "schema-h2.sql";
  }

  @Override
  List<String> describe(JdbcClient sql) {
    String columns =
        """
        select concat_ws(' ', table_name, ordinal_position, column_name, data_type,
          character_maximum_length, datetime_precision, is_nullable, column_default, is_identity)
        from information_schema.columns
        where table_schema = 'PUBLIC' and table_name not like '%DATABASECHANGE%'
        order by 1
        """;
    String indexes =
        """
        select concat_ws(' ', i.table_name, i.index_name, i.index_type_name,
          c.ordinal_position, c.column_name, c.is_unique)
        from information_schema.indexes i
          join information_schema.index_columns c
            on c.index_schema = i.index_schema and c.index_name = i.index_name
        where i.table_schema = 'PUBLIC' and i.table_name not like '%DATABASECHANGE%'
          and i.index_name not like 'PRIMARY_KEY%'
        order by 1
        """;
    String keys =
        """
        select concat_ws(' ', table_name, constraint_name, ordinal_position, column_name)
        from information_schema.key_column_usage
        where table_schema = 'PUBLIC' and table_name not like '%DATABASECHANGE%'
        order by 1
        """;
    return List.of(columns, indexes, keys).stream()
        .flatMap(query -> sql.sql(query).query(String.class).list().stream())
        .toList();
  }
}
