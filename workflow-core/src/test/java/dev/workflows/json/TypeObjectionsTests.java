package dev.workflows.json;

import static dev.workflows.json.JacksonPayloadCodecTests.generic;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.io.InputStream;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

class TypeObjectionsTests {

  private final JacksonPayloadCodec codec = new JacksonPayloadCodec();

  interface Shape {}

  abstract static class Base {
    public int x;
  }

  record Part(InputStream content) {}

  record Whole(String name, List<Part> parts) {}

  record Node(String name, @Nullable Node parent, List<Node> children) {}

  record Keyed(Map<Part, String> byPart) {}

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME)
  interface Unnamed {}

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME)
  sealed interface Sealed permits Leaf {}

  record Leaf(Runnable task) implements Sealed {}

  static final class Opaque {
    private final int hidden = 1;

    int hidden() {
      return hidden;
    }
  }

  @SuppressWarnings("ClassCanBeStatic")
  final class Inner {
    public int x;
  }

  static Stream<Type> refused() {
    return Stream.of(
        Object.class,
        Shape.class,
        Base.class,
        Part.class,
        Whole.class,
        Keyed.class,
        Unnamed.class,
        Sealed.class,
        Opaque.class,
        Inner.class,
        Thread.class,
        InputStream.class,
        javax.sql.DataSource.class,
        Supplier.class,
        Runnable.class,
        CompletableFuture.class,
        Class.class,
        Exception.class,
        List.class,
        Optional.class,
        generic(List.class, Object.class),
        generic(List.class, Shape.class),
        generic(Map.class, String.class, Thread.class),
        generic(Optional.class, Shape.class),
        generic(Stream.class, String.class),
        Thread[].class);
  }

  static Stream<Type> accepted() {
    return Stream.of(
        void.class,
        Void.class,
        int.class,
        int[][].class,
        String.class,
        Node.class,
        JsonNode.class,
        Number.class,
        CharSequence.class,
        generic(List.class, Node.class),
        generic(Map.class, String.class, Object.class),
        generic(Map.class, Integer.class, Node.class),
        generic(Optional.class, Node.class));
  }

  @ParameterizedTest
  @MethodSource("refused")
  void objectsToWhatWouldNotComeBack(Type type) {
    assertThat(codec.objectionTo(type)).isNotNull();
  }

  @ParameterizedTest
  @MethodSource("accepted")
  void acceptsData(Type type) {
    assertThat(codec.objectionTo(type)).isNull();
  }

  @Test
  void saysWhereTheCulpritIs() {
    assertThat(codec.objectionTo(Whole.class))
        .isEqualTo("java.io.InputStream (at $.parts[].content) is no data that could be stored");
    assertThat(codec.objectionTo(Shape.class)).contains(Shape.class.getName(), "@JsonSubTypes");
  }
}
