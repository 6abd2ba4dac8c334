package dev.workflows.autoconfigure.diagnostics;

import dev.workflows.Workflow;
import dev.workflows.Workflows;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.InjectionPoint;
import org.springframework.beans.factory.NoSuchBeanDefinitionException;
import org.springframework.beans.factory.UnsatisfiedDependencyException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.ResolvableType;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.core.annotation.MergedAnnotations.SearchStrategy;

/**
 * Explains why there is no workflow to inject. Spring's own advice is to declare a bean, which
 * would be refused next.
 */
final class MissingWorkflowFailureAnalyzer
    extends AbstractFailureAnalyzer<NoSuchBeanDefinitionException> implements Ordered {

  @Override
  public int getOrder() {
    return 0;
  }

  @Override
  protected @Nullable FailureAnalysis analyze(
      Throwable rootFailure, NoSuchBeanDefinitionException cause) {
    ResolvableType wanted = cause.getResolvableType();
    if (wanted == null || cause.getNumberOfBeansFound() > 0) {
      return null;
    }
    Class<?> type = wanted.resolve(Object.class);
    Explanation explanation =
        type == Workflows.class
            ? client(wanted.getGeneric(0).resolve(Object.class))
            : isWorkflow(type) ? workflow(type) : null;
    return explanation == null
        ? null
        : new FailureAnalysis(explanation.fact() + by(rootFailure), explanation.remedy(), cause);
  }

  private static Explanation client(Class<?> workflow) {
    String name = workflow.getSimpleName();
    return isWorkflow(workflow) || workflow.isInterface()
        ? new Explanation(
            "There is no Workflows<%s>: neither %s nor a class that implements it was found."
                .formatted(name, workflow.getName()),
            "Move it into a package of the application, or let workflow.packages name its package.")
        : new Explanation(
            "There is no Workflows<%s>: %s has no @Workflow.".formatted(name, workflow.getName()),
            "Put @Workflow on the class, or ask for the type that has it.");
  }

  private static Explanation workflow(Class<?> type) {
    return new Explanation(
        "There is no bean of %s: it is a workflow, of which each run has an instance of its own."
            .formatted(type.getName()),
        "Ask for Workflows<%s>, which starts its runs and talks to them."
            .formatted(type.getSimpleName()));
  }

  private String by(Throwable rootFailure) {
    UnsatisfiedDependencyException unsatisfied =
        findCause(rootFailure, UnsatisfiedDependencyException.class);
    InjectionPoint point = unsatisfied == null ? null : unsatisfied.getInjectionPoint();
    return point == null
        ? ""
        : " %s asks for it.".formatted(point.getMember().getDeclaringClass().getName());
  }

  private static boolean isWorkflow(Class<?> type) {
    return MergedAnnotations.from(type, SearchStrategy.TYPE_HIERARCHY).isPresent(Workflow.class);
  }

  private record Explanation(String fact, String remedy) {}
}
