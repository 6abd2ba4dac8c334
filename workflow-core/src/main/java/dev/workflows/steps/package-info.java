/**
 * Steps that depend on each other: a library over branches and activities, for workflows whose
 * shape is data. A step begins once what it depends on has ended, and activities may add further
 * steps by what they return. Uses the API and payloads only, and records nothing of its own: what
 * the activities returned says everything.
 */
@NullMarked
package dev.workflows.steps;

import org.jspecify.annotations.NullMarked;
