package dev.workflows.definition;

import dev.workflows.MigrationMethod;
import dev.workflows.QueryMethod;
import dev.workflows.Sensitive;
import dev.workflows.SignalMethod;
import dev.workflows.UpdateMethod;
import dev.workflows.Workflow;
import dev.workflows.WorkflowMethod;
import dev.workflows.definition.WorkflowDefinition.InstanceFactory;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads one workflow class. */
final class WorkflowReader {

  private static final String NO_STUB = "clients cannot name its methods";
  private static final String NO_CALL = "clients cannot call it";

  private final Class<?> type;
  private final ResolvedTypes types;
  private final List<DeclaredMethod> methods;
  private final Complaints complaints;
  private final Annotations annotations;

  WorkflowReader(Class<?> type, Complaints complaints, Annotations annotations) {
    this.type = type;
    this.annotations = annotations;
    this.types = new ResolvedTypes(type);
    this.methods = DeclaredMethod.of(type, types);
    this.complaints = complaints;
  }

  /** The definition, {@code null} if there were complaints. */
  @Nullable WorkflowDefinition read(
      Function<Class<?>, InstanceFactory> instances, Function<String, Duration> durations) {
    int before = complaints.size();
    checkClass();
    Workflow declared = declared();
    String name = declared == null ? null : declared.value();
    methods.forEach(this::checkRoles);
    HandlerDefinition main = main();
    Map<String, HandlerDefinition> signals = signals();
    Map<String, HandlerDefinition> queries = queries();
    Map<String, UpdateDefinition> updates =
        new UpdateReader(methods, complaints, annotations).read(this::handler, this::byName);
    Map<Integer, Method> migrations =
        declared == null || main == null
            ? Map.of()
            : new MigrationReader(type, methods, types, complaints, annotations)
                .read(declared, main);
    Duration timeout = new TimeoutReader(complaints, durations).read(type, declarations());
    InstanceFactory factory = factory(instances);
    if (complaints.size() > before
        || declared == null
        || name == null
        || main == null
        || factory == null) {
      return null;
    }
    return new WorkflowDefinition(
        name,
        type,
        factory,
        main,
        signals,
        queries,
        updates,
        migrations,
        declared.version(),
        timeout,
        declared.dynamicHandlers());
  }

  private void checkClass() {
    complaints.checkSubclassable(type, NO_STUB);
    if (Modifier.isAbstract(type.getModifiers())) {
      complaints.add(type, "The class is abstract, so no run can have one", "Annotate a class");
    }
    if (type.isLocalClass()
        || type.isAnonymousClass()
        || (type.isMemberClass() && !Modifier.isStatic(type.getModifiers()))) {
      complaints.add(type, "The class is inside another's instance", "Make it static or top-level");
    }
    if (!ActivityReader.find(type, annotations).isEmpty()) {
      complaints.add(
          type,
          "A workflow has an activity of its own, whose calls would not be recorded",
          "Move the @Activity methods to a bean and let the constructor take it");
    }
  }

  private List<Workflow> declarations() {
    List<Workflow> found = new ArrayList<>();
    for (Class<?> declaring : DeclaredMethod.hierarchy(type)) {
      Workflow declaration = annotations.find(declaring, Workflow.class);
      if (declaration != null) {
        found.add(declaration);
      }
    }
    return found;
  }

  /** The annotation, which may stand in several places if it says the same in all of them. */
  private @Nullable Workflow declared() {
    List<Workflow> found = declarations();
    Set<String> names = found.stream().map(Workflow::value).collect(Collectors.toSet());
    if (names.size() != 1) {
      complaints.add(
          type,
          names.isEmpty() ? "There is no @Workflow" : "@Workflow gives several names: " + names,
          "Name the type once, on the class or on an interface it implements");
      return null;
    }
    // the class itself comes first: an interface is that of all versions
    Workflow nearest = found.get(0);
    complaints.checkName(type, nearest.value());
    if (nearest.version() < 1) {
      complaints.add(
          type, "The version is " + nearest.version(), "Count versions from 1, the default");
    }
    return nearest;
  }

  private void checkRoles(DeclaredMethod method) {
    long roles =
        Stream.of(
                WorkflowMethod.class,
                SignalMethod.class,
                QueryMethod.class,
                UpdateMethod.class,
                MigrationMethod.class)
            .filter(role -> method.annotated(annotations, role) != null)
            .count();
    if (roles > 1) {
      complaints.add(
          method.method(),
          "The method has several roles",
          "Keep one of @WorkflowMethod, @SignalMethod, @QueryMethod, @UpdateMethod and"
              + " @MigrationMethod");
    }
  }

  private @Nullable HandlerDefinition main() {
    List<DeclaredMethod> found =
        methods.stream()
            .filter(m -> m.annotated(annotations, WorkflowMethod.class) != null)
            .toList();
    if (found.size() != 1) {
      complaints.add(
          type,
          found.isEmpty()
              ? "There is no @WorkflowMethod"
              : "There are several @WorkflowMethods: "
                  + found.stream().map(m -> m.method().getName()).sorted().toList(),
          "Mark exactly one method, the one that a run executes");
      return null;
    }
    DeclaredMethod method = found.get(0);
    return handler(method, method.method().getName());
  }

  private Map<String, HandlerDefinition> signals() {
    List<HandlerDefinition> handlers = new ArrayList<>();
    for (DeclaredMethod method : methods) {
      SignalMethod signal = method.annotation(annotations, SignalMethod.class);
      if (signal != null) {
        HandlerDefinition handler = handler(method, nameOr(signal.value(), method));
        handlers.add(signal.queued() ? handler.kept() : handler);
        checkSignal(method.method(), signal);
      }
    }
    return byName(handlers, "signal");
  }

  private void checkSignal(Method method, SignalMethod signal) {
    if (method.getReturnType() != void.class) {
      complaints.add(
          method,
          "A signal returns something, which nobody would receive",
          "Return void, and offer a @QueryMethod to ask, or make it an @UpdateMethod");
    }
    if (signal.queued() && method.getParameterCount() > 1) {
      complaints.add(
          method,
          "A signal that is waited for carries several values",
          "Take one that holds them, as a record");
    }
  }

  private Map<String, HandlerDefinition> queries() {
    List<HandlerDefinition> handlers = new ArrayList<>();
    for (DeclaredMethod method : methods) {
      QueryMethod query = method.annotation(annotations, QueryMethod.class);
      if (query != null) {
        handlers.add(handler(method, nameOr(query.value(), method)));
        checkAnswer(method);
      }
    }
    return byName(handlers, "query");
  }

  private void checkAnswer(DeclaredMethod method) {
    if (method.method().getReturnType() == void.class) {
      complaints.add(
          method.method(),
          "A query returns nothing",
          "Return the answer, or make it a @SignalMethod");
    } else if (method.annotated(annotations, Sensitive.class) != null) {
      complaints.add(
          method.method(),
          "@Sensitive marks the answer of a query, which whoever asks gets as it is",
          "Remove it; answer with what may be seen");
    }
  }

  private Map<String, HandlerDefinition> byName(List<HandlerDefinition> handlers, String role) {
    Map<String, HandlerDefinition> byName = new LinkedHashMap<>();
    for (HandlerDefinition handler : handlers) {
      HandlerDefinition other = byName.putIfAbsent(handler.name(), handler);
      if (other != null) {
        complaints.add(
            handler.method(),
            "The %s name '%s' is also that of %s"
                .formatted(role, handler.name(), Complaints.place(other.method())),
            "Give one of them another name in its annotation");
      }
    }
    return Map.copyOf(byName);
  }

  private HandlerDefinition handler(DeclaredMethod declared, String name) {
    Method method = declared.method();
    complaints.checkOverridable(declared, NO_CALL);
    complaints.checkName(method, name);
    List<Type> parameters = types.resolve(method.getGenericParameterTypes());
    Type result = types.resolve(method.getGenericReturnType());
    complaints.checkSignature(method, parameters, result);
    if (!method.trySetAccessible()) {
      complaints.add(
          method, "The method cannot be accessed", "Open its package, or make it public");
    }
    complaints.checkMark(declared, annotations);
    Sensitivity sensitivity = declared.sensitivity(type, annotations);
    return new HandlerDefinition(name, method, parameters, result, false, sensitivity);
  }

  private @Nullable InstanceFactory factory(Function<Class<?>, InstanceFactory> instances) {
    try {
      return instances.apply(type);
    } catch (IllegalArgumentException e) {
      complaints.add(
          type,
          String.valueOf(e.getMessage()),
          "Give it one constructor whose parameters are beans or the WorkflowContext");
      return null;
    }
  }

  static String nameOr(String name, DeclaredMethod method) {
    return name.isEmpty() ? method.method().getName() : name;
  }
}
