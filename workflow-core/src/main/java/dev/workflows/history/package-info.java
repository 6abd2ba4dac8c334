/**
 * The history of a run: events as sealed records, and the append-only, gap-free list they form. No
 * threads, no clock, no I/O. Uses the API and payloads.
 */
@NullMarked
package dev.workflows.history;

import org.jspecify.annotations.NullMarked;
