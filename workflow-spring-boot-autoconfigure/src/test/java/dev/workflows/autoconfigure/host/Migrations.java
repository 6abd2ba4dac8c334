package dev.workflows.autoconfigure.host;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What an application makes its own tables with. */
enum Migrations {
  NEITHER(false, false),
  LIQUIBASE(true, false),
  FLYWAY(false, true),
  BOTH(true, true);

  final boolean liquibase;
  final boolean flyway;

  Migrations(boolean liquibase, boolean flyway) {
    this.liquibase = liquibase;
    this.flyway = flyway;
  }

  List<String> properties() {
    List<String> properties = new ArrayList<>();
    if (liquibase) {
      properties.add("spring.liquibase.enabled=true");
      properties.add("spring.liquibase.change-log=classpath:host/changelog.sql");
      properties.add("spring.liquibase.contexts=production");
    }
    if (flyway) {
      properties.add("spring.flyway.enabled=true");
      properties.add("spring.flyway.locations=classpath:host/flyway");
    }
    if (liquibase && flyway) {
      // Liquibase comes first, and Flyway takes no schema that is not empty unless told to.
      properties.add("spring.flyway.baseline-on-migrate=true");
      properties.add("spring.flyway.baseline-version=0");
    }
    return properties;
  }

  /** The tables that are there because of them. */
  Set<String> tables() {
    Set<String> tables = new TreeSet<>(Set.of("booking"));
    if (liquibase) {
      tables.addAll(Set.of("databasechangelog", "databasechangeloglock", "only_in_production"));
    }
    if (flyway) {
      tables.add("flyway_schema_history");
    }
    return tables;
  }

  /** Counts what has been executed, in the histories that are there. */
  List<String> histories() {
    return histories("*");
  }

  /** The same, but what was executed twice is counted once. */
  List<String> distinctHistories() {
    return histories("distinct ");
  }

  private List<String> histories(String counted) {
    boolean once = !counted.equals("*");
    List<String> histories = new ArrayList<>();
    String liquibaseCount = once ? "distinct id" : "*";
    histories.add("select count(%s) from workflow_databasechangelog".formatted(liquibaseCount));
    if (liquibase) {
      histories.add("select count(%s) from databasechangelog".formatted(liquibaseCount));
    }
    if (flyway) {
      String flywayCount = once ? "distinct \"script\"" : "*";
      histories.add("select count(%s) from \"flyway_schema_history\"".formatted(flywayCount));
    }
    return histories;
  }
}
