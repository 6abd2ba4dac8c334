package dev.workflows.autoconfigure.registration;

import dev.workflows.QueryMethod;
import dev.workflows.SignalMethod;
import dev.workflows.Workflow;
import dev.workflows.WorkflowMethod;
import dev.workflows.Workflows;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.FactoryBean;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.boot.autoconfigure.AutoConfigurationPackages;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.ImportBeanDefinitionRegistrar;
import org.springframework.core.ResolvableType;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.env.Environment;
import org.springframework.core.io.ResourceLoader;
import org.springframework.core.type.AnnotationMetadata;
import org.springframework.util.ClassUtils;

/**
 * Registers a {@code Workflows<T>} for each workflow class and for each annotated interface it
 * implements, and for each class what stands for it where another workflow takes it. Their types
 * are told by the definitions, so that injection by generic type works before anything is
 * instantiated, also when the definitions were made ahead of time.
 */
final class WorkflowRegistrar implements ImportBeanDefinitionRegistrar {

  private static final List<Class<? extends Annotation>> ANNOTATIONS =
      List.of(Workflow.class, WorkflowMethod.class, SignalMethod.class, QueryMethod.class);

  private final BeanFactory beanFactory;
  private final Environment environment;
  private final ResourceLoader resources;

  WorkflowRegistrar(BeanFactory beanFactory, Environment environment, ResourceLoader resources) {
    this.beanFactory = beanFactory;
    this.environment = environment;
    this.resources = resources;
  }

  @Override
  public void registerBeanDefinitions(
      AnnotationMetadata importing, BeanDefinitionRegistry registry) {
    List<Class<?>> classes = new WorkflowScanner(environment, resources).scan(packages());
    RootBeanDefinition found = new RootBeanDefinition(WorkflowClasses.class);
    found
        .getConstructorArgumentValues()
        .addIndexedArgumentValue(0, classes.toArray(Class<?>[]::new));
    registry.registerBeanDefinition(WorkflowClasses.class.getName(), found);
    for (Class<?> type : classes) {
      registerClients(type, isNewest(type, classes), registry);
    }
  }

  /** Interfaces are those of all versions of a workflow; what they start is the newest. */
  private static boolean isNewest(Class<?> type, List<Class<?>> classes) {
    Workflow own = workflow(type);
    return own == null
        || classes.stream()
            .map(WorkflowRegistrar::workflow)
            .filter(Objects::nonNull)
            .filter(other -> other.value().equals(own.value()))
            .noneMatch(other -> other.version() > own.version());
  }

  private static @Nullable Workflow workflow(Class<?> type) {
    return AnnotatedElementUtils.findMergedAnnotation(type, Workflow.class);
  }

  private Set<String> packages() {
    Set<String> packages = new LinkedHashSet<>();
    if (AutoConfigurationPackages.has(beanFactory)) {
      packages.addAll(AutoConfigurationPackages.get(beanFactory));
    }
    Binder.get(environment)
        .bind("workflow.packages", Bindable.listOf(String.class))
        .ifBound(packages::addAll);
    return packages;
  }

  private static void registerClients(
      Class<?> type, boolean isNewest, BeanDefinitionRegistry registry) {
    if (isNewest) {
      registry.registerBeanDefinition(type.getName() + ".child", stub(type));
    }
    for (Class<?> api : isNewest ? apis(type) : List.<Class<?>>of(type)) {
      String name = type.getName() + ".workflows" + (api == type ? "" : "." + api.getName());
      registry.registerBeanDefinition(name, client(type, api));
    }
  }

  private static RootBeanDefinition stub(Class<?> type) {
    RootBeanDefinition definition = new RootBeanDefinition(WorkflowStubFactoryBean.class);
    definition.setTargetType(ResolvableType.forClassWithGenerics(FactoryBean.class, type));
    definition.setAttribute(FactoryBean.OBJECT_TYPE_ATTRIBUTE, type);
    definition.getConstructorArgumentValues().addIndexedArgumentValue(0, type);
    definition.setFallback(true); // one of the application's own counts more
    return definition;
  }

  private static RootBeanDefinition client(Class<?> type, Class<?> api) {
    ResolvableType client = ResolvableType.forClassWithGenerics(Workflows.class, api);
    RootBeanDefinition definition = new RootBeanDefinition(WorkflowsFactoryBean.class);
    definition.setTargetType(
        ResolvableType.forClassWithGenerics(WorkflowsFactoryBean.class, client));
    definition.setAttribute(FactoryBean.OBJECT_TYPE_ATTRIBUTE, client);
    definition.getConstructorArgumentValues().addIndexedArgumentValue(0, type);
    definition.getConstructorArgumentValues().addIndexedArgumentValue(1, api);
    definition.setFallback(true); // one of the application's own counts more
    return definition;
  }

  private static List<Class<?>> apis(Class<?> type) {
    List<Class<?>> apis = new ArrayList<>();
    apis.add(type);
    Stream.of(ClassUtils.getAllInterfacesForClass(type))
        .filter(WorkflowRegistrar::isAnnotated)
        .forEach(apis::add);
    return apis;
  }

  private static boolean isAnnotated(Class<?> api) {
    return Stream.concat(Stream.of(api), Arrays.stream(api.getDeclaredMethods()))
        .anyMatch(WorkflowRegistrar::hasAnnotation);
  }

  private static boolean hasAnnotation(AnnotatedElement element) {
    return ANNOTATIONS.stream()
        .anyMatch(annotation -> AnnotatedElementUtils.isAnnotated(element, annotation));
  }
}
