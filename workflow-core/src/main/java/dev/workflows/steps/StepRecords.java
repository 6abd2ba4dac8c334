package dev.workflows.steps;

import dev.workflows.payload.JsonValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Records by collection and key, in the order of their first coming. */
final class StepRecords {

  private final Map<String, Map<String, JsonValue>> collections = new LinkedHashMap<>();

  void put(StepRecord added) {
    collections
        .computeIfAbsent(added.collection(), any -> new LinkedHashMap<>())
        .put(added.key(), added.value());
  }

  <T> List<T> read(String collection, Class<T> type) {
    List<T> read = new ArrayList<>();
    for (JsonValue value : collection(collection).values()) {
      T one = value.as(type);
      if (one != null) {
        read.add(one);
      }
    }
    return List.copyOf(read);
  }

  <T> Optional<T> read(String collection, String key, Class<T> type) {
    JsonValue value = collection(collection).get(key);
    return value == null ? Optional.empty() : Optional.ofNullable(value.as(type));
  }

  private Map<String, JsonValue> collection(String name) {
    return collections.getOrDefault(name, Map.of());
  }
}
