package dev.workflows;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Ends when all parts have, or when the first of them has failed. */
final class AllOf<T extends @Nullable Object> extends CombinedPromise<T, List<T>> {

  AllOf(List<? extends Promise<? extends T>> parts) {
    super(parts);
  }

  @Override
  public List<T> get() {
    awaitUntil(this::isDone);
    observe();
    Promise<? extends T> failed = firstFailed();
    if (failed != null) {
      failed.get();
    }
    List<T> values = new ArrayList<>(parts().size());
    parts().forEach(part -> values.add(part.get()));
    return Collections.unmodifiableList(values);
  }

  @Override
  public boolean isDone() {
    return isFailed() || parts().stream().allMatch(Promise::isDone);
  }

  @Override
  public boolean isFailed() {
    return parts().stream().anyMatch(Promise::isFailed);
  }

  @Override
  protected long endedAs() {
    Promise<? extends T> failed = firstFailed();
    return failed != null
        ? failed.endedAs()
        : parts().stream().mapToLong(Promise::endedAs).max().orElse(0);
  }

  private @Nullable Promise<? extends T> firstFailed() {
    return first(parts().stream().filter(Promise::isFailed));
  }
}
