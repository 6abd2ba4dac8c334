/**
 * DBOS Transact at its best settings: a pool of 32 that it shares with its listener, its queue
 * polled as often as pays. On Java 17 it executes on 50 platform threads a processor, from 21 on on
 * virtual threads.
 */
@NullMarked
package dev.workflows.benchmarks.dbos;

import org.jspecify.annotations.NullMarked;
