package dev.workflows.autoconfigure.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workflows.autoconfigure.order.OrderApplication;
import dev.workflows.autoconfigure.order.OrderService;
import dev.workflows.definition.Definitions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.aot.test.generate.TestGenerationContext;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.aot.ApplicationContextAotGenerator;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.test.tools.CompileWithForkedClassLoader;
import org.springframework.core.test.tools.Compiled;
import org.springframework.core.test.tools.TestCompiler;
import org.springframework.javapoet.ClassName;

/** Bean definitions that were made when the application was built. */
class AheadOfTimeTests {

  @Test
  @CompileWithForkedClassLoader
  void injectsTypedClientsByDefinitionsMadeAheadOfTime() {
    TestGenerationContext generated = new TestGenerationContext(OrderApplication.class);
    ClassName initializer =
        new ApplicationContextAotGenerator().processAheadOfTime(application(), generated);
    generated.writeGeneratedContent();

    TestCompiler.forSystem()
        .with(generated)
        .compile(compiled -> startWith(compiled, initializer.reflectionName()));
  }

  @SuppressWarnings("unchecked")
  private static void startWith(Compiled compiled, String initializer) {
    try (GenericApplicationContext context = new GenericApplicationContext()) {
      addProperties(context);
      compiled.getInstance(ApplicationContextInitializer.class, initializer).initialize(context);
      context.refresh();

      assertThat(context.getBean(Definitions.class).workflowTypes()).contains("order");
      assertThat(context.getBean(OrderService.class).orders().get("o-1").id()).isEqualTo("o-1");
    }
  }

  /** As the build does it: all definitions, no beans. */
  private static GenericApplicationContext application() {
    org.springframework.context.annotation.AnnotationConfigApplicationContext context =
        new org.springframework.context.annotation.AnnotationConfigApplicationContext();
    addProperties(context);
    context.register(OrderApplication.class);
    return context;
  }

  private static void addProperties(GenericApplicationContext context) {
    context
        .getEnvironment()
        .getPropertySources()
        .addFirst(
            new MapPropertySource(
                "test",
                Map.of(
                    "spring.datasource.url", "jdbc:h2:mem:aot;DB_CLOSE_DELAY=-1",
                    "spring.liquibase.enabled", "false")));
  }
}
