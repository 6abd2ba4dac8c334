/** What happens to the database, and to the ways to it. */
@NullMarked
package dev.workflows.lab.fault.database;

import org.jspecify.annotations.NullMarked;
