package dev.workflows.replay;

import java.lang.reflect.Type;
import org.jspecify.annotations.Nullable;

/**
 * What a query was answered, and as what that is written.
 *
 * @param value the answer, which may be nothing
 * @param type its type, as whoever answers declares it
 */
public record QueryAnswer(@Nullable Object value, Type type) {}
