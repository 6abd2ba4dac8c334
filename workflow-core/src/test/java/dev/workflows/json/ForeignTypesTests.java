package dev.workflows.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.workflows.Failure;
import dev.workflows.payload.Payload;
import dev.workflows.payload.PayloadException;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.annotation.JsonDeserialize;

/** Data that names classes of its own choice, in the ways that are known, read as many types. */
class ForeignTypesTests {

  private static final String TRAP = "dev.workflows.json.Trap";

  private final JacksonPayloadCodec codec = new JacksonPayloadCodec();

  @JsonTypeInfo(use = JsonTypeInfo.Id.CLASS)
  interface ByClass {}

  @JsonTypeInfo(use = JsonTypeInfo.Id.CLASS, include = JsonTypeInfo.As.WRAPPER_ARRAY)
  interface ByClassInArray {}

  @JsonTypeInfo(use = JsonTypeInfo.Id.CLASS, include = JsonTypeInfo.As.WRAPPER_OBJECT)
  interface ByClassInObject {}

  @JsonTypeInfo(use = JsonTypeInfo.Id.MINIMAL_CLASS)
  interface ByMinimalClass {}

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME)
  @JsonSubTypes(@JsonSubTypes.Type(value = Circle.class, name = "circle"))
  sealed interface Shape {}

  record Circle(double radius) implements Shape {}

  record AnyField(
      @JsonTypeInfo(use = JsonTypeInfo.Id.CLASS) Object value,
      @JsonTypeInfo(use = JsonTypeInfo.Id.CLASS, include = JsonTypeInfo.As.WRAPPER_ARRAY)
          Object wrapped,
      @JsonTypeInfo(use = JsonTypeInfo.Id.MINIMAL_CLASS) Comparable<?> minimal) {}

  record Note(String text, Map<String, Object> more, List<Shape> shapes) {}

  record Hidden(@JsonDeserialize(as = Classes.class) Object value) {}

  record Classes(Class<?> type, JavaType javaType, Map<Class<?>, String> byType) {}

  private static final List<Type> DECLARED =
      List.of(
          ByClass.class,
          ByClassInArray.class,
          ByClassInObject.class,
          ByMinimalClass.class,
          Shape.class,
          AnyField.class,
          Note.class,
          Hidden.class,
          Classes.class,
          Class.class,
          JavaType.class,
          Failure.class,
          String.class,
          Object.class,
          Comparable.class,
          JsonNode.class,
          JacksonPayloadCodecTests.generic(List.class, ByClass.class),
          JacksonPayloadCodecTests.generic(Map.class, String.class, Object.class),
          JacksonPayloadCodecTests.generic(Map.class, Class.class, String.class),
          JacksonPayloadCodecTests.generic(Optional.class, Shape.class));

  /** The gadgets alone, and each where data of a declared type may have it. */
  static Stream<String> corpus() {
    List<String> gadgets =
        List.of(
            "{'@class':'%s'}",
            "{'@class':'%s','command':'x'}",
            "{'@type':'%s'}",
            "{'@type':'%s','radius':1}",
            "{'@c':'%s'}",
            "{'@c':'.Trap'}",
            "{'type':'%s'}",
            "{'class':'%s'}",
            "{'java_class':'%s'}",
            "['%s',{}]",
            "['%s','x']",
            "['%s',['x']]",
            "{'%s':{}}",
            "{'%s':'x'}",
            "'%s'",
            "'L%s;'",
            "'[L%s;'",
            "'java.util.List<%s>'",
            "{'@class':'java.util.ArrayList<%s>'}",
            "{'@class':'java.util.EnumMap<%s,java.lang.Object>'}",
            "{'@class':'[L%s;'}",
            "['java.util.ArrayList',[['%s',{}]]]",
            "{'@class':'java.lang.Class','name':'%s'}",
            "['java.lang.Class','%s']",
            "{'@class':'javax.swing.JEditorPane','page':'http://localhost/'}",
            "{'@class':'com.sun.rowset.JdbcRowSetImpl','dataSourceName':'ldap://localhost/',"
                + "'autoCommit':true,'x':'%s'}",
            "{'@class':'org.springframework.context.support.ClassPathXmlApplicationContext',"
                + "'configLocation':'%s'}");
    List<String> places =
        List.of(
            "#",
            "[#]",
            "[[#]]",
            "{'value':#,'wrapped':#,'minimal':#}",
            "{'text':'t','more':{'a':#,'b':[#]},'shapes':[#]}",
            "{'type':#,'javaType':#,'byType':#}",
            "{'value':{'type':#,'javaType':#,'byType':#}}",
            "{'type':'%s','message':'m','declaredAs':'%s','code':'%s','cause':#}",
            "{'@type':'circle','radius':#}");
    return places.stream()
        .flatMap(place -> gadgets.stream().map(gadget -> place.replace("#", gadget)))
        .map(json -> json.replace('\'', '"').replace("%s", TRAP));
  }

  @ParameterizedTest
  @MethodSource("corpus")
  void reachNoClassOutsideTheDeclaredTypes(String json) {
    for (Type type : DECLARED) {
      assertThat(foreign(read(json, type))).as("%s as %s", json, type.getTypeName()).isEmpty();
    }
    assertThat(Sprung.NOTES).as("traps that data sprang").isEmpty();
  }

  @Test
  void areRefusedAtStartWhereTheyAreDeclared() {
    assertThat(
            Stream.of(
                ByClass.class,
                ByClassInArray.class,
                ByClassInObject.class,
                ByMinimalClass.class,
                AnyField.class,
                Classes.class,
                Class.class,
                JavaType.class,
                Object.class,
                JacksonPayloadCodecTests.generic(Map.class, Class.class, String.class)))
        .allSatisfy(type -> assertThat(codec.objectionTo(type)).isNotNull());
    assertThat(codec.objectionTo(AnyField.class))
        .contains(AnyField.class.getName(), "by the name of a class", "Id.NAME");
  }

  private @Nullable Object read(String json, Type type) {
    try {
      return codec.decode(new Payload(json), type);
    } catch (PayloadException refused) {
      return null;
    }
  }

  /** Values that are neither plain data nor of a type declared above. */
  private static List<Object> foreign(@Nullable Object value) {
    List<Object> found = new ArrayList<>();
    collect(value, found);
    return found;
  }

  private static void collect(@Nullable Object value, List<Object> found) {
    if (value instanceof Map<?, ?> map) {
      map.forEach(
          (key, content) -> {
            collect(key, found);
            collect(content, found);
          });
    } else if (value instanceof Iterable<?> all && !(value instanceof JsonNode)) {
      all.forEach(content -> collect(content, found));
    } else if (value instanceof Optional<?> optional) {
      optional.ifPresent(content -> collect(content, found));
    } else if (value instanceof Record declared && isDeclared(declared)) {
      parts(declared).forEach(content -> collect(content, found));
    } else if (!isPlain(value)) {
      found.add(value);
    }
  }

  private static boolean isDeclared(Record value) {
    return value instanceof Failure
        || value.getClass().getEnclosingClass() == ForeignTypesTests.class;
  }

  private static boolean isPlain(@Nullable Object value) {
    return value == null
        || value instanceof String
        || value instanceof Number
        || value instanceof Boolean
        || value instanceof JsonNode;
  }

  private static Stream<@Nullable Object> parts(Record value) {
    return Arrays.stream(value.getClass().getRecordComponents())
        .map(
            component -> {
              try {
                component.getAccessor().setAccessible(true);
                return component.getAccessor().invoke(value);
              } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
              }
            });
  }
}
