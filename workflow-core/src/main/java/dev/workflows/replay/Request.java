package dev.workflows.replay;

/** Something that a run accepts or rejects, and answers; only what it accepts becomes an event. */
public sealed interface Request permits UpdateRequest, MigrationRequest {}
