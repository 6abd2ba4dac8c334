package dev.workflows.json;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.workflows.Sensitive;
import java.lang.annotation.Annotation;
import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Member;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.introspect.Annotated;
import tools.jackson.databind.util.ClassUtil;

/**
 * What is marked as {@link Sensitive}, by that annotation or by one that is marked itself.
 *
 * <p>A mark may stand where the library does not look, as at a field without a property. Such marks
 * are found here, by the names that their members could have as properties.
 */
final class Marks {

  private static final int NEVER_STORED = Modifier.STATIC | Modifier.TRANSIENT;

  private final List<Marked> members;

  private Marks(List<Marked> members) {
    this.members = members;
  }

  /** The marks at the fields and methods of a class and of all that it extends and implements. */
  static Marks of(Class<?> type) {
    return new Marks(
        Stream.concat(
                Stream.of(type), ClassUtil.findRawSuperTypes(type, Object.class, false).stream())
            .flatMap(
                declaring ->
                    Stream.<AccessibleObject>concat(
                        Arrays.stream(declaring.getDeclaredFields()),
                        Arrays.stream(declaring.getDeclaredMethods())))
            .filter(member -> Arrays.stream(member.getAnnotations()).anyMatch(Marks::isMark))
            .map(Marked::of)
            .toList());
  }

  /** Whether a class or a member is marked, as the library sees it. */
  static boolean isOn(Annotated annotated) {
    return annotated.annotations().anyMatch(Marks::isMark);
  }

  /** Whether a property of this name in the code is marked at any of its members. */
  boolean areOn(String name) {
    return members.stream().anyMatch(member -> member.names().contains(lower(name)));
  }

  /** Whether anything is marked that could be stored and is none of these. */
  boolean areElsewhere(Set<String> known) {
    Set<String> names = known.stream().map(Marks::lower).collect(Collectors.toSet());
    return members.stream()
        .filter(Marked::stored)
        .anyMatch(member -> member.names().stream().noneMatch(names::contains));
  }

  private static boolean isMark(Annotation annotation) {
    return annotation instanceof Sensitive
        || annotation.annotationType().isAnnotationPresent(Sensitive.class);
  }

  private static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  /**
   * A marked field or method.
   *
   * @param names the property that it could belong to
   * @param stored whether its value may be in JSON
   */
  private record Marked(Set<String> names, boolean stored) {

    static Marked of(AccessibleObject object) {
      Member member = (Member) object;
      String name = lower(member.getName());
      JsonIgnore ignored = object.getAnnotation(JsonIgnore.class);
      return new Marked(
          Stream.of(name, name.replaceFirst("^(get|set)", ""), name.replaceFirst("^is", ""))
              .collect(Collectors.toSet()),
          (ignored == null || !ignored.value()) && (member.getModifiers() & NEVER_STORED) == 0);
    }
  }
}
