package dev.workflows.jdbc.sequence;

import dev.workflows.spi.RunLease;

/**
 * An ownership as its node knows it, which may be out of date.
 *
 * @param nextSeq the position that it takes for the next one
 */
record Held(RunLease lease, long nextSeq) {}
