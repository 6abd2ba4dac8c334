package dev.workflows;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of a list, newest first.
 *
 * @param nextCursor asks for the next page; {@code null} on the last one
 */
public record RunPage(List<RunSummary> runs, @Nullable String nextCursor) {}
