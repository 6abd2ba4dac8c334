package dev.workflows.jdbc.sequence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workflows.jdbc.sequence.Stores.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The stores give the same answers and remember the same, whatever they are asked. {@code
 * -Dstore.sequences} says how many sequences are tried, and {@code -Dstore.seed} is the first.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(3_600)
class StoreSequenceTests {

  private static final int SEQUENCES = Integer.getInteger("store.sequences", 6);
  private static final int LENGTH = 100;
  private static final int SHOWN = 3;

  private final long first = Long.getLong("store.seed", System.nanoTime());
  private final Stores stores = new Stores();
  private final Comparison comparison = new Comparison(stores);

  @AfterAll
  void close() {
    stores.close();
  }

  @ParameterizedTest
  @EnumSource
  void answersAsTheStoreInMemoryDoes(Kind kind) {
    long begin = System.nanoTime();
    List<String> different = new ArrayList<>();
    for (long seed = first; seed < first + SEQUENCES && different.size() < SHOWN; seed++) {
      List<Operation> operations = Sequence.of(seed, LENGTH);
      if (comparison.difference(operations, kind) != null) {
        different.add(told(seed, operations, kind));
      }
    }
    System.out.printf(
        "%s: %d sequences of %d operations from -Dstore.seed=%d in %s, %d differ%n",
        kind,
        SEQUENCES,
        LENGTH,
        first,
        Duration.ofNanos(System.nanoTime() - begin),
        different.size());
    assertThat(different).isEmpty();
  }

  private String told(long seed, List<Operation> operations, Kind kind) {
    List<Operation> few = comparison.shrunk(operations, kind);
    return "%nRepeat it by -Dstore.seed=%d -Dstore.sequences=1:%n%s%n%s"
        .formatted(
            seed,
            few.stream().map(Operation::toString).collect(Collectors.joining("\n")),
            comparison.difference(few, kind));
  }
}
