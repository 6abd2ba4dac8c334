package dev.workflows;

import java.util.Comparator;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A promise made of others: it ends when enough of them have. */
abstract class CombinedPromise<P extends @Nullable Object, T extends @Nullable Object>
    extends Promise<T> {

  private final List<? extends Promise<? extends P>> parts;

  CombinedPromise(List<? extends Promise<? extends P>> parts) {
    this.parts = parts;
  }

  final List<? extends Promise<? extends P>> parts() {
    return parts;
  }

  /** Those that have ended. */
  final Stream<? extends Promise<? extends P>> ended() {
    return parts.stream().filter(Promise::isDone);
  }

  static <Q extends Promise<?>> @Nullable Q first(Stream<Q> ended) {
    return ended.min(Comparator.comparingLong(Promise::endedAs)).orElse(null);
  }

  @Override
  public final void cancel(String reason) {
    parts.forEach(part -> part.cancel(reason));
  }

  @Override
  protected final void awaitUntil(BooleanSupplier done) {
    if (!parts.isEmpty()) {
      parts.get(0).awaitUntil(done);
    }
  }

  @Override
  protected final void observe() {
    parts.forEach(Promise::observe);
  }
}
