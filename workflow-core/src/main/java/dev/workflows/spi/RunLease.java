package dev.workflows.spi;

import java.util.UUID;

/**
 * The right to write a run's history, as long as nobody has a higher fence.
 *
 * @param runId the run
 * @param chainId the first run of its series, which messages are addressed to
 * @param node the owner
 * @param fence the number of this ownership; grows with every change of owner
 */
public record RunLease(UUID runId, UUID chainId, UUID node, long fence) {}
