package dev.workflows.engine;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Callers that wait for something to become known, by what it is about. Thread-safe. */
final class Waiters<K, V> {

  private final Map<K, List<CompletableFuture<V>>> waiting = new ConcurrentHashMap<>();

  /** Waits; whoever waits no longer must {@linkplain #forget say so}. */
  CompletableFuture<V> await(K key) {
    CompletableFuture<V> future = new CompletableFuture<>();
    waiting.compute(
        key,
        (same, others) -> {
          List<CompletableFuture<V>> all = others == null ? new CopyOnWriteArrayList<>() : others;
          all.add(future);
          return all;
        });
    return future;
  }

  void forget(K key, CompletableFuture<V> future) {
    waiting.computeIfPresent(
        key,
        (same, all) -> {
          all.removeIf(other -> other == future);
          return all.isEmpty() ? null : all;
        });
  }

  boolean isEmpty() {
    return waiting.isEmpty();
  }

  /** What is waited for now. */
  List<K> keys() {
    return List.copyOf(waiting.keySet());
  }

  /** It is known. */
  void complete(K key, V value) {
    List<CompletableFuture<V>> all = waiting.remove(key);
    if (all != null) {
      all.forEach(future -> future.complete(value));
    }
  }

  /** The engine stops: whoever waits is told that it will not learn it here. */
  void close() {
    for (K key : keys()) {
      List<CompletableFuture<V>> all = waiting.remove(key);
      if (all != null) {
        all.forEach(future -> future.completeExceptionally(Unanswered.stopped()));
      }
    }
  }
}
