package dev.workflows.history;

import org.jspecify.annotations.Nullable;

/**
 * That a run goes on as a new one because somebody asked for another version of its workflow, and
 * not because its code does.
 *
 * @param version the version that it goes on with
 * @param messageId the message that asked for it; without blanks
 * @param by who sent that, if that was told
 */
public record Migration(int version, String messageId, @Nullable String by) {}
