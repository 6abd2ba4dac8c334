package dev.workflows.steps;

import dev.workflows.payload.JsonValue;

/**
 * A value that a step leaves for whoever reads its collection: see {@link StepResult#record}.
 *
 * @param collection what it is one of
 * @param key what tells it apart there; a later one with the same key takes its place
 * @param value the value, read as the type its reader asks for
 */
public record StepRecord(String collection, String key, JsonValue value) {}
