/**
 * Acts: claims runs, makes turns, commits what they decided, and carries out the effects once the
 * commit is durable. No SQL and no framework; everything outside is reached through the doors.
 */
@NullMarked
package dev.workflows.engine;

import org.jspecify.annotations.NullMarked;
