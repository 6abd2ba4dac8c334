package dev.workflows.jdbc;

/** What is done about the tables at start. */
public enum SchemaMode {
  /** They are made, or changed to this version's, by Liquibase. */
  AUTO,
  /** They are checked; whoever deploys the application makes them. */
  VALIDATE,
  /** Nothing. */
  NONE
}
