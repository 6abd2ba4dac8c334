/**
 * What the annotations of a workflow or an activity say, validated, with all complaints at once.
 * Starts nothing. Uses the API, payloads and history.
 */
@NullMarked
package dev.workflows.definition;

import org.jspecify.annotations.NullMarked;
