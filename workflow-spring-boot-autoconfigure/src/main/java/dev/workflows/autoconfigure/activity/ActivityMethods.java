package dev.workflows.autoconfigure.activity;

import dev.workflows.Activity;
import dev.workflows.autoconfigure.SpringAnnotations;
import dev.workflows.definition.DefinitionReader;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.support.AopUtils;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;

/** Which methods of which classes are activities. Every bean's class is asked about, so cached. */
final class ActivityMethods {

  private final Map<Class<?>, Map<Method, String>> namesByClass = new ConcurrentHashMap<>();

  /** The name of the activity that a call on an object of this class is, if it is one. */
  @Nullable String nameOf(Method method, Class<?> targetClass) {
    Class<?> type = ClassUtils.getUserClass(targetClass);
    Map<Method, String> names = names(type);
    return names.isEmpty() ? null : names.get(AopUtils.getMostSpecificMethod(method, type));
  }

  /** The names of the activities of a class. */
  Set<String> names(Object bean) {
    return Set.copyOf(names(AopUtils.getTargetClass(bean)).values());
  }

  boolean hasAny(Class<?> type) {
    return !names(ClassUtils.getUserClass(type)).isEmpty();
  }

  private Map<Method, String> names(Class<?> type) {
    return namesByClass.computeIfAbsent(
        ClassUtils.getUserClass(type),
        c ->
            mentionsActivity(c)
                ? DefinitionReader.activityNames(c, SpringAnnotations.INSTANCE)
                : Map.of());
  }

  /** A quick answer for the many classes that have nothing to do with activities. */
  private static boolean mentionsActivity(Class<?> type) {
    if (type.getName().startsWith("java.")) {
      return false;
    }
    return Stream.concat(
            superclasses(type), ClassUtils.getAllInterfacesForClassAsSet(type).stream())
        .anyMatch(ActivityMethods::declaresActivity);
  }

  private static Stream<Class<?>> superclasses(Class<?> type) {
    return Stream.iterate(type, c -> c != null && c != Object.class, Class::getSuperclass);
  }

  private static boolean declaresActivity(Class<?> type) {
    return AnnotatedElementUtils.isAnnotated(type, Activity.class)
        || Stream.of(ReflectionUtils.getDeclaredMethods(type))
            .anyMatch(method -> AnnotatedElementUtils.isAnnotated(method, Activity.class));
  }
}
