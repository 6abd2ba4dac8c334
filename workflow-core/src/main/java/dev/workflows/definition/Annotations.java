package dev.workflows.definition;

import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import org.jspecify.annotations.Nullable;

/**
 * How annotations are found: as they stand, or also where they stand on annotations of the
 * application's own, by whatever rules its framework has for that. Thread-safe.
 */
@FunctionalInterface
public interface Annotations {

  /** As they stand. */
  Annotations DIRECT = AnnotatedElement::getAnnotation;

  /** The annotation of this kind on a class or a method; {@code null} if there is none. */
  <A extends Annotation> @Nullable A find(AnnotatedElement element, Class<A> type);
}
