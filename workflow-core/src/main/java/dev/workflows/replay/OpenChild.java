package dev.workflows.replay;

import dev.workflows.ParentClosePolicy;
import java.util.UUID;

/**
 * A child whose end its parent does not know.
 *
 * @param runId its first run, whose inbox messages to it go to
 * @param policy what becomes of it if its parent ends first
 */
public record OpenChild(UUID runId, ParentClosePolicy policy) {}
