/**
 * The processes under test: PostgreSQL, and nodes of the worker application, each on a link of its
 * own to the database. Knows how to start, kill, stop and freeze them; decides nothing.
 */
@NullMarked
package dev.workflows.lab.cluster;

import org.jspecify.annotations.NullMarked;
