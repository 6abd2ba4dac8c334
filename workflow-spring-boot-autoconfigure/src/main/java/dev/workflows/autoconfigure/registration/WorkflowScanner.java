package dev.workflows.autoconfigure.registration;

import dev.workflows.Workflow;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.springframework.beans.factory.annotation.AnnotatedBeanDefinition;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.env.Environment;
import org.springframework.core.io.ResourceLoader;
import org.springframework.core.type.AnnotationMetadata;
import org.springframework.core.type.classreading.MetadataReader;
import org.springframework.core.type.filter.AbstractTypeHierarchyTraversingFilter;
import org.springframework.util.ClassUtils;

/**
 * Looks for classes with {@link Workflow}, on themselves, a superclass or an interface. Interfaces
 * and abstract classes are no workflows, their implementations are.
 */
final class WorkflowScanner {

  private final ClassPathScanningCandidateComponentProvider provider;
  private final ClassLoader classLoader;

  WorkflowScanner(Environment environment, ResourceLoader resources) {
    this.provider = new Candidates(environment);
    this.provider.setResourceLoader(resources);
    this.provider.addIncludeFilter(new InheritedWorkflowFilter());
    this.classLoader =
        Objects.requireNonNullElseGet(
            resources.getClassLoader(), WorkflowScanner.class::getClassLoader);
  }

  List<Class<?>> scan(Collection<String> packages) {
    return packages.stream()
        .flatMap(name -> provider.findCandidateComponents(name).stream())
        .map(candidate -> Objects.requireNonNull(candidate.getBeanClassName()))
        .distinct()
        .<Class<?>>map(name -> ClassUtils.resolveClassName(name, classLoader))
        .sorted(Comparator.comparing(Class::getName))
        .toList();
  }

  /** Takes classes that cannot work too, so that they are complained about and not passed over. */
  private static final class Candidates extends ClassPathScanningCandidateComponentProvider {

    Candidates(Environment environment) {
      super(false, environment);
    }

    @Override
    protected boolean isCandidateComponent(AnnotatedBeanDefinition definition) {
      AnnotationMetadata metadata = definition.getMetadata();
      return metadata.isConcrete();
    }
  }

  private static final class InheritedWorkflowFilter extends AbstractTypeHierarchyTraversingFilter {

    InheritedWorkflowFilter() {
      super(true, true);
    }

    @Override
    protected boolean matchSelf(MetadataReader reader) {
      return reader.getAnnotationMetadata().isAnnotated(Workflow.class.getName());
    }
  }
}
