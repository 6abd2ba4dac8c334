package dev.workflows.autoconfigure.host;

import java.util.ArrayList;
import java.util.List;

/** How an application reads and writes its tables, and whose transactions these are. */
enum Access {
  JDBC(JdbcBookingTable.class),
  JPA(JpaBookingTable.class);

  final Class<? extends BookingTable> table;

  Access(Class<? extends BookingTable> table) {
    this.table = table;
  }

  /** Without a migration of its own the table is made by the access itself. */
  List<String> properties(Migrations migrations) {
    List<String> properties = new ArrayList<>();
    boolean migrated = migrations != Migrations.NEITHER;
    if (this == JPA) {
      properties.add("spring.autoconfigure.exclude=");
      properties.add("spring.jpa.hibernate.ddl-auto=" + (migrated ? "validate" : "update"));
    } else if (!migrated) {
      properties.add("spring.sql.init.mode=always");
      properties.add("spring.sql.init.schema-locations=classpath:host/schema.sql");
    }
    return properties;
  }
}
