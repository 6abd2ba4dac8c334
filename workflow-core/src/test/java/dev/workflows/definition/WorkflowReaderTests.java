package dev.workflows.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.workflows.Activity;
import dev.workflows.QueryMethod;
import dev.workflows.SignalMethod;
import dev.workflows.Workflow;
import dev.workflows.WorkflowMethod;
import dev.workflows.json.JacksonPayloadCodec;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkflowReaderTests {

  record Order(String id) {}

  @Workflow("order")
  static class OrderWorkflow {
    @WorkflowMethod
    public List<Order> process(Order order, int priority) {
      return List.of(order);
    }

    @SignalMethod
    public void paid(Order order) {}

    @SignalMethod("stop")
    void halt() {}

    @QueryMethod
    public String status() {
      return "";
    }
  }

  @Workflow(value = "order", version = 2, dynamicHandlers = true)
  static class NextOrderWorkflow extends OrderWorkflow {}

  @Workflow("generic")
  interface Api<T> {
    @WorkflowMethod
    T process(T input);

    @SignalMethod
    void add(List<? extends T> more);

    @QueryMethod
    default String name() {
      return "api";
    }
  }

  abstract static class Base<A, B> implements Api<B> {
    @QueryMethod("all")
    public Map<A, B[]> everything() {
      return Map.of();
    }
  }

  static class Concrete extends Base<String, Order> {
    @Override
    public Order process(Order input) {
      return input;
    }

    @Override
    public void add(List<? extends Order> more) {}
  }

  @Workflow("final")
  static final class FinalClass {
    @WorkflowMethod
    public void run() {}
  }

  @Workflow("sealed")
  static sealed class SealedClass permits SealedClass.Only {
    @WorkflowMethod
    public void run() {}

    static final class Only extends SealedClass {}
  }

  @Workflow("record")
  record ARecord() {
    @WorkflowMethod
    public void run() {}
  }

  @Workflow("abstract")
  abstract static class Abstract {
    @WorkflowMethod
    public void run() {}
  }

  @Workflow("inner")
  @SuppressWarnings("ClassCanBeStatic")
  class Inner {
    @WorkflowMethod
    public void run() {}
  }

  static class Unnamed {
    @WorkflowMethod
    public void run() {}
  }

  @Workflow("other")
  static class TwoNames extends Concrete {}

  @Workflow(" ")
  static class Blank {
    @WorkflowMethod
    public void run() {}
  }

  @Workflow("none")
  static class NoMethod {}

  @Workflow("two")
  static class TwoMethods {
    @WorkflowMethod
    public void one() {}

    @WorkflowMethod
    public void two() {}
  }

  @Workflow("roles")
  static class TwoRoles {
    @WorkflowMethod
    @SignalMethod
    public void run() {}
  }

  @Workflow("crowded")
  static class CrowdedSignal {
    @WorkflowMethod
    public void run() {}

    @SignalMethod(queued = true)
    public void paid(String card, int amount) {}
  }

  @Workflow("signal")
  static class AnsweringSignal {
    @WorkflowMethod
    public void run() {}

    @SignalMethod
    public int paid() {
      return 1;
    }
  }

  @Workflow("query")
  static class SilentQuery {
    @WorkflowMethod
    public void run() {}

    @QueryMethod
    public void status() {}
  }

  @Workflow("duplicate")
  static class DuplicateSignal {
    @WorkflowMethod
    public void run() {}

    @SignalMethod
    public void paid() {}

    @SignalMethod("paid")
    public void payment() {}
  }

  @Workflow("finalMethod")
  static class FinalMethod {
    @WorkflowMethod
    public final void run() {}
  }

  @Workflow("private")
  static class PrivateMethod {
    @WorkflowMethod
    private void run() {}
  }

  @Workflow("static")
  static class StaticMethod {
    @WorkflowMethod
    public static void run() {}
  }

  @Workflow("varargs")
  static class VariableArguments {
    @WorkflowMethod
    public void run(String... names) {}
  }

  @Workflow("parameter")
  static class BadParameter {
    @WorkflowMethod
    public void run(InputStream stream) {}
  }

  @Workflow("result")
  static class BadResult {
    @WorkflowMethod
    public Thread run() {
      return Thread.currentThread();
    }
  }

  @Workflow("activity")
  static class OwnActivity {
    @WorkflowMethod
    public void run() {}

    @Activity
    public void work() {}
  }

  private final DefinitionReader reader =
      new DefinitionReader(new JacksonPayloadCodec(), ActivitySettings.standard());

  @Test
  void readsWhetherRunsRegisterHandlersByTheNearestDeclaration() {
    DefinitionReader reader =
        new DefinitionReader(new JacksonPayloadCodec(), ActivitySettings.standard());
    reader.addWorkflow(OrderWorkflow.class, any -> context -> new OrderWorkflow());
    assertThat(reader.read().hasDynamicHandlers("order")).isFalse();
    reader.addWorkflow(NextOrderWorkflow.class, any -> context -> new NextOrderWorkflow());
    Definitions definitions = reader.read();

    assertThat(definitions.hasDynamicHandlers("order")).isTrue();
    assertThat(definitions.hasDynamicHandlers("other")).isFalse();
    assertThat(definitions.workflow("order", 1).dynamicHandlers()).isFalse();
    assertThat(definitions.workflow("order", 2).dynamicHandlers()).isTrue();
  }

  @Test
  void readsNamesAndTypes() {
    WorkflowDefinition definition = read(OrderWorkflow.class, "order");

    assertThat(definition.workflowClass()).isEqualTo(OrderWorkflow.class);
    assertThat(definition.main().name()).isEqualTo("process");
    assertThat(definition.main().parameterTypes()).isEqualTo(List.of(Order.class, int.class));
    assertThat(definition.main().resultType().getTypeName()).contains("List", "Order");
    assertThat(definition.signals()).containsOnlyKeys("paid", "stop");
    assertThat(definition.queries()).containsOnlyKeys("status");
  }

  @Test
  void makesMethodsThatAreNotPublicAccessible() throws Exception {
    WorkflowDefinition definition = read(OrderWorkflow.class, "order");

    definition.signals().get("stop").method().invoke(new OrderWorkflow());
  }

  @Test
  void readsAnnotationsOfInterfacesAndSuperclassesWithTheirTypesResolved() {
    WorkflowDefinition definition = read(Concrete.class, "generic");

    assertThat(definition.main().method().getDeclaringClass()).isEqualTo(Concrete.class);
    assertThat(definition.main().parameterTypes()).isEqualTo(List.of(Order.class));
    assertThat(definition.signals().get("add").parameterTypes().get(0).getTypeName())
        .isEqualTo("java.util.List<" + Order.class.getName() + ">");
    assertThat(definition.queries()).containsOnlyKeys("name", "all");
    assertThat(definition.queries().get("all").resultType().getTypeName())
        .isEqualTo("java.util.Map<java.lang.String, " + Order[].class.getTypeName() + ">");
  }

  @ParameterizedTest
  @CsvSource({
    "FinalClass, The class is final",
    "SealedClass, The class is sealed",
    "ARecord, A record is final",
    "Abstract, The class is abstract",
    "Inner, inside another's instance",
    "Unnamed, There is no @Workflow",
    "TwoNames, several names",
    "Blank, The name is empty",
    "NoMethod, There is no @WorkflowMethod",
    "TwoMethods, 'There are several @WorkflowMethods: [one, two]'",
    "TwoRoles, The method has several roles",
    "AnsweringSignal, A signal returns something",
    "CrowdedSignal, A signal that is waited for carries several values",
    "SilentQuery, A query returns nothing",
    "DuplicateSignal, The signal name 'paid' is also that of",
    "FinalMethod, The method is final",
    "PrivateMethod, The method is private",
    "StaticMethod, The method is static",
    "VariableArguments, The method takes a variable number of arguments",
    "BadParameter, Parameter 'stream' cannot be stored: java.io.InputStream",
    "BadResult, The result cannot be stored: java.lang.Thread",
    "OwnActivity, A workflow has an activity of its own"
  })
  void refusesWhatCannotWork(String className, String fact) throws ClassNotFoundException {
    Class<?> type = Class.forName(getClass().getName() + "$" + className);
    reader.addWorkflow(type, t -> context -> new Object());

    assertThatThrownBy(reader::read)
        .isInstanceOf(InvalidDefinitionException.class)
        .hasMessageStartingWith("[WF-301]")
        .hasMessageContaining(type.getName())
        .hasMessageContaining(fact);
  }

  @Test
  void complainsAboutEverythingAtOnce() {
    for (Class<?> type : List.of(NoMethod.class, AnsweringSignal.class, OrderWorkflow.class)) {
      reader.addWorkflow(type, t -> context -> new Object());
    }
    reader.addWorkflow(
        Blank.class,
        type -> {
          throw new IllegalArgumentException("There are two constructors");
        });

    assertThatThrownBy(reader::read)
        .isInstanceOfSatisfying(
            InvalidDefinitionException.class,
            e ->
                assertThat(e.complaints())
                    .extracting(InvalidDefinitionException.Complaint::fact)
                    .containsExactly(
                        "There is no @WorkflowMethod",
                        "A signal returns something, which nobody would receive",
                        "The name is empty",
                        "There are two constructors"));
  }

  @Test
  void refusesTwoWorkflowsOfOneName() {
    reader.addWorkflow(Concrete.class, t -> context -> new Object());
    reader.addWorkflow(Other.class, t -> context -> new Object());

    assertThatThrownBy(reader::read)
        .hasMessageContaining(
            "The type name 'generic' is also that of " + Concrete.class.getName());
  }

  static class Other extends Concrete {}

  private WorkflowDefinition read(Class<?> type, String name) {
    reader.addWorkflow(type, t -> context -> new Object());
    Definitions definitions = reader.read();
    assertThat(definitions.workflowTypes()).isEqualTo(Set.of(name));
    return java.util.Objects.requireNonNull(definitions.workflow(name));
  }
}
