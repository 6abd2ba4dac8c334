package dev.workflows.json;

import java.util.LinkedHashSet;
import java.util.Set;
import tools.jackson.databind.JavaType;

/**
 * Where a value can be: in a property, a list, a map.
 *
 * @param types what it can be an instance of
 * @param marked whether it is sensitive whatever it is
 * @param opaque whether its JSON does not look as its types say, since something else writes it
 */
record Place(Set<JavaType> types, boolean marked, boolean opaque) {

  /** A place of values of a type that says how they are written. */
  static Place of(JavaType type) {
    return new Place(Set.of(type), false, false);
  }

  /** A place that is this one and another. */
  Place and(Place other) {
    Set<JavaType> all = new LinkedHashSet<>(types);
    all.addAll(other.types);
    return new Place(all, marked || other.marked, opaque || other.opaque);
  }

  /** The same place, marked if this says so. */
  Place markedIf(boolean condition) {
    return new Place(types, marked || condition, opaque);
  }
}
