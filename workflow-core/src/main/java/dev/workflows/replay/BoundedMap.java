package dev.workflows.replay;

import dev.workflows.Promise;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Applies a function to items in several branches, each of which takes the next item in turn. */
final class BoundedMap<I extends @Nullable Object, O extends @Nullable Object> {

  private final List<I> items;
  private final Function<? super I, ? extends O> function;
  private final @Nullable Object[] results;
  private int next;
  private boolean failed;

  BoundedMap(Collection<I> items, Function<? super I, ? extends O> function) {
    this.items = new ArrayList<>(items);
    this.function = function;
    this.results = new Object[this.items.size()];
  }

  /** Waits until all of it is done; to be called within a scope of its own. */
  @SuppressWarnings("unchecked")
  List<O> call(RunContext context, int concurrency) {
    List<Promise<Boolean>> branches = new ArrayList<>();
    for (int i = 0; i < Math.min(concurrency, items.size()); i++) {
      Callable<Boolean> branch = this::applyToRest;
      branches.add(context.async(branch));
    }
    Promise.allOf(branches).get();
    return (List<O>) Collections.unmodifiableList(Arrays.asList(results));
  }

  private Boolean applyToRest() {
    while (!failed && next < items.size()) {
      int mine = next++;
      results[mine] = apply(items.get(mine));
    }
    return Boolean.TRUE;
  }

  private @Nullable Object apply(I item) {
    try {
      return function.apply(item);
    } catch (RuntimeException e) {
      failed = true;
      throw e;
    }
  }
}
