package dev.workflows.jdbc.sequence;

import dev.workflows.payload.Payload;
import dev.workflows.spi.WorkflowStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The operations that were made up so far, and what they came to on a store in memory, so that
 * those to come make sense.
 */
final class Script {

  static final Payload SOME = new Payload("\"some\"");
  static final int ALL = 1_000;

  private static final Instant BEGINNING = Instant.parse("2030-01-01T00:00:00Z");

  final Known known = new Known();
  private final Comparison.SetClock clock = new Comparison.SetClock();
  private final Door model = Door.inMemory(clock);
  private final List<Operation> operations = new ArrayList<>();
  private Instant now = BEGINNING;

  WorkflowStore store() {
    return model.store();
  }

  Instant now() {
    return now;
  }

  List<Operation> operations() {
    return List.copyOf(operations);
  }

  void pass(Duration time) {
    now = now.plus(time);
    clock.set(now);
  }

  /** Adds an operation, and executes it here. */
  <T> @Nullable T add(String text, Function<Door, @Nullable T> body) {
    List<T> answer = new ArrayList<>();
    Operation operation =
        new Operation(
            now,
            text,
            door -> {
              T value = body.apply(door);
              if (door == model && value != null) {
                answer.add(value);
              }
              return value;
            });
    operations.add(operation);
    clock.set(now);
    operation.answer(model);
    return answer.isEmpty() ? null : answer.get(0);
  }

  static String none(Runnable action) {
    action.run();
    return "done";
  }
}
