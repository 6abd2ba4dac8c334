package dev.workflows.autoconfigure;

import dev.workflows.definition.Annotations;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.AliasFor;
import org.springframework.core.annotation.AnnotatedElementUtils;

/**
 * Annotations by Spring's rules: they may stand on annotations of the application's own, whose
 * attributes may be {@linkplain AliasFor aliases} of theirs.
 */
public enum SpringAnnotations implements Annotations {
  /** The only one. */
  INSTANCE;

  @Override
  public <A extends Annotation> @Nullable A find(AnnotatedElement element, Class<A> type) {
    return AnnotatedElementUtils.getMergedAnnotation(element, type);
  }
}
