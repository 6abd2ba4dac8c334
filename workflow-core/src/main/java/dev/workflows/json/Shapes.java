package dev.workflows.json;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JavaType;

/** What is known of types, read once for each. Thread-safe. */
final class Shapes {

  private final ShapeReader reader;
  private final Map<JavaType, Shape> shapes = new ConcurrentHashMap<>();
  private final Map<JavaType, Boolean> sensitive = new ConcurrentHashMap<>();

  Shapes(ShapeReader reader) {
    this.reader = reader;
  }

  Shape of(JavaType type) {
    return shapes.computeIfAbsent(type, reader::read);
  }

  /** Whether values of a type can have anything in them that is marked. */
  boolean areSensitive(JavaType type) {
    Boolean known = sensitive.get(type);
    if (known == null) {
      known = isAnyMarked(of(type), new HashSet<>(Set.of(type)));
      sensitive.put(type, known);
    }
    return known;
  }

  private boolean isAnyMarked(Shape shape, Set<JavaType> seen) {
    return shape.isHidden() || shape.parts().anyMatch(place -> isAnyMarked(place, seen));
  }

  private boolean isAnyMarked(Place place, Set<JavaType> seen) {
    return place.marked()
        || place.types().stream().anyMatch(type -> seen.add(type) && isAnyMarked(of(type), seen));
  }
}
