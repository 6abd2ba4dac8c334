/**
 * The store on H2 and PostgreSQL: the schema, the statements, and how both join Spring's
 * transactions. Uses the core's doors and spring-jdbc; a dialect answers what a database can do and
 * supplies the statements that differ, everything else is shared.
 */
@NullMarked
package dev.workflows.jdbc;

import org.jspecify.annotations.NullMarked;
