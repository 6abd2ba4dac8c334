package dev.workflows.lab;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is to be done.
 *
 * @param faults in this order
 * @param count how often each
 * @param seed of everything that is left to chance
 * @param json where a line for each is added; also those that were there before are reported
 * @param report the page that is made of all lines; none if {@code null}
 * @param jar the packaged laboratory
 */
record Options(
    List<String> faults,
    int count,
    long seed,
    @Nullable Path json,
    @Nullable Path report,
    Path jar) {}
