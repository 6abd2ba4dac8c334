package dev.workflows.lab.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came of one kind of fault.
 *
 * @param fault its number
 * @param injected how often it happened
 * @param runs how many runs there were
 * @param violations how many rules did not hold
 * @param duplicates executions of activities beyond the first of each call
 * @param takeoverP99Millis from a node's end to the takeover of its runs; none if nothing was lost
 * @param timerP99Millis from a timer's time to the record that it fired
 * @param seconds how long all of it took
 * @param seed repeats its choices
 * @param count what was asked for
 * @param database what it ran on
 * @param java what the nodes ran on
 * @param remarks what else was measured or found
 */
@JsonInclude(Include.ALWAYS)
public record Row(
    String fault,
    long injected,
    long runs,
    int violations,
    long duplicates,
    @Nullable Long takeoverP99Millis,
    @Nullable Long timerP99Millis,
    long seconds,
    long seed,
    int count,
    String database,
    String java,
    List<String> remarks) {}
