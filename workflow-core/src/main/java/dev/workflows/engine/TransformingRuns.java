package dev.workflows.engine;

import dev.workflows.RunFilter;
import dev.workflows.history.RecordedEvent;
import dev.workflows.spi.ActivityRetry;
import dev.workflows.spi.Message;
import dev.workflows.spi.RunReader;
import dev.workflows.spi.RunRecord;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Decodes what is read of runs that need not be owned. */
record TransformingRuns(RunReader store, DecodedReads reads) implements RunReader {

  @Override
  public Optional<RunRecord> find(String id) {
    return store.find(id).map(reads::run);
  }

  @Override
  public List<RunRecord> runs(Collection<UUID> runIds) {
    return store.runs(runIds).stream().map(reads::run).toList();
  }

  @Override
  public List<RunRecord> list(RunFilter filter, @Nullable Position after, int limit) {
    return store.list(filter, after, limit).stream().map(reads::run).toList();
  }

  @Override
  public Map<UUID, Map<String, String>> attributes(Collection<UUID> runIds) {
    return store.attributes(runIds);
  }

  @Override
  public Map<UUID, List<ActivityRetry>> retries(Collection<UUID> runIds) {
    return each(store.retries(runIds), reads::retries);
  }

  @Override
  public Map<UUID, List<RecordedEvent>> unanswered(Collection<UUID> runIds) {
    return each(store.unanswered(runIds), reads::events);
  }

  @Override
  public Map<UpdateKey, Message> answers(Collection<UpdateKey> updates) {
    return each(store.answers(updates), (key, answer) -> reads.message(key.chainId(), answer));
  }

  private static <K, V> Map<K, V> each(Map<K, V> stored, BiFunction<K, V, V> decoding) {
    Map<K, V> decoded = new HashMap<>();
    stored.forEach((key, value) -> decoded.put(key, decoding.apply(key, value)));
    return decoded;
  }

  @Override
  public long deadLetters(UUID chainId) {
    return store.deadLetters(chainId);
  }

  @Override
  public long overdue(Duration late) {
    return store.overdue(late);
  }
}
