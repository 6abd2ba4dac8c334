/**
 * The engine's connections, tables and store beside the application's own. The only package here
 * that sees a DataSource or a transaction manager.
 */
@NullMarked
package dev.workflows.autoconfigure.database;

import org.jspecify.annotations.NullMarked;
