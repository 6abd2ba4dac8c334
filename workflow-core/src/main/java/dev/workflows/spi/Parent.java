package dev.workflows.spi;

import dev.workflows.ParentClosePolicy;
import java.util.UUID;

/**
 * The run that called another one.
 *
 * @param runId the run
 * @param chainId the first run of its series, whose inbox is told how the child ends
 * @param seq the position of the call in the parent's history
 * @param policy what becomes of the child if the parent ends first
 */
public record Parent(UUID runId, UUID chainId, long seq, ParentClosePolicy policy) {}
