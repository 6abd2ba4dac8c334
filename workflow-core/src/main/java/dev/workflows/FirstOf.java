package dev.workflows;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Ends when the first of its parts has. */
final class FirstOf<T extends @Nullable Object> extends CombinedPromise<T, T> {

  private static final String LOST = "Another branch was first";

  private final boolean endsOthers;

  FirstOf(List<? extends Promise<? extends T>> parts, boolean endsOthers) {
    super(parts);
    if (parts.isEmpty()) {
      throw new IllegalArgumentException("There is no promise that could be the first to end");
    }
    this.endsOthers = endsOthers;
  }

  @Override
  public T get() {
    awaitUntil(this::isDone);
    observe();
    Promise<? extends T> winner = Objects.requireNonNull(winner());
    if (endsOthers) {
      parts().stream().filter(part -> part != winner).forEach(part -> part.cancel(LOST));
    }
    return winner.get();
  }

  @Override
  public boolean isDone() {
    return parts().stream().anyMatch(Promise::isDone);
  }

  @Override
  public boolean isFailed() {
    Promise<? extends T> winner = winner();
    return winner != null && winner.isFailed();
  }

  @Override
  protected long endedAs() {
    return Objects.requireNonNull(winner()).endedAs();
  }

  private @Nullable Promise<? extends T> winner() {
    return first(ended());
  }
}
