/**
 * The application under test: a process with workflows, activities and an HTTP door, as an
 * application of a user would be. {@code TroubleController} lets it misbehave. What it does is
 * written down by {@code ActivityLog} on a database that nothing disturbs.
 */
@NullMarked
package dev.workflows.lab.worker;

import org.jspecify.annotations.NullMarked;
