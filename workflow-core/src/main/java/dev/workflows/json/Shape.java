package dev.workflows.json;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.jsontype.TypeDeserializer;

/** What the JSON of a type looks like, one level deep, so that types may be cyclic. */
sealed interface Shape {

  /** Where its parts are. */
  Stream<Place> parts();

  /** Whether it is sensitive whatever its parts are. */
  default boolean isHidden() {
    return false;
  }

  /** Nothing in it can be marked. */
  record Plain() implements Shape {
    @Override
    public Stream<Place> parts() {
      return Stream.empty();
    }
  }

  /** All of it is marked, or nobody knows. */
  record Hidden() implements Shape {
    @Override
    public Stream<Place> parts() {
      return Stream.empty();
    }

    @Override
    public boolean isHidden() {
      return true;
    }
  }

  /** It is written as its part alone. */
  record Same(Place part) implements Shape {
    @Override
    public Stream<Place> parts() {
      return Stream.of(part);
    }
  }

  /** An array. */
  record Items(Place item) implements Shape {
    @Override
    public Stream<Place> parts() {
      return Stream.of(item);
    }
  }

  /** An object with any names. */
  record Entries(Place key, Place value) implements Shape {
    @Override
    public Stream<Place> parts() {
      return Stream.of(key, value);
    }
  }

  /**
   * An object with these properties.
   *
   * @param others where all others are; {@code null} if it should have none
   */
  record Fields(Map<String, Place> named, @Nullable Place others) implements Shape {
    @Override
    public Stream<Place> parts() {
      return Stream.concat(named.values().stream(), Stream.ofNullable(others));
    }
  }

  /**
   * One of several types, which the JSON tells by a name.
   *
   * @param names what it can tell
   * @param inclusion where it tells it
   * @param bodies what else is there, by type
   */
  record Named(TypeDeserializer names, JsonTypeInfo.As inclusion, Map<Class<?>, Shape> bodies)
      implements Shape {
    @Override
    public Stream<Place> parts() {
      return bodies.values().stream().flatMap(Shape::parts);
    }

    @Override
    public boolean isHidden() {
      return bodies.values().stream().anyMatch(Shape::isHidden);
    }
  }
}
