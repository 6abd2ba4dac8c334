package dev.workflows.definition;

import dev.workflows.Activity;
import dev.workflows.Retry;
import dev.workflows.definition.ActivityTransactionRule.UnusableTransactionException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Reads the activities of one bean class. */
final class ActivityReader {

  private static final String UNSEEN = "calls of it cannot be recorded";

  private final ActivitySettings settings;
  private final Complaints complaints;
  private final Annotations annotations;

  ActivityReader(ActivitySettings settings, Complaints complaints, Annotations annotations) {
    this.settings = settings;
    this.complaints = complaints;
    this.annotations = annotations;
  }

  /** The activities of a class with the annotation that makes each one. */
  static List<Found> find(Class<?> type, Annotations annotations) {
    List<Found> found = new ArrayList<>();
    for (DeclaredMethod method : DeclaredMethod.of(type, new ResolvedTypes(type))) {
      Found activity = find(method, annotations);
      if (activity != null) {
        found.add(activity);
      }
    }
    return found;
  }

  List<ActivityDefinition> read(Class<?> type, ActivityTransactionRule rule) {
    List<Found> found = find(type, annotations);
    if (!found.isEmpty()) {
      complaints.checkSubclassable(type, UNSEEN);
    }
    ResolvedTypes types = new ResolvedTypes(type);
    List<ActivityDefinition> all =
        found.stream().map(activity -> read(activity, type, types, rule)).toList();
    CompensationReader compensations = new CompensationReader(all, complaints);
    List<ActivityDefinition> undone = new ArrayList<>(all.size());
    for (int i = 0; i < all.size(); i++) {
      undone.add(compensations.read(all.get(i), found.get(i).annotation.compensateWith()));
    }
    return undone;
  }

  private ActivityDefinition read(
      Found found, Class<?> type, ResolvedTypes types, ActivityTransactionRule rule) {
    Method method = found.method.method();
    complaints.checkOverridable(found.method, UNSEEN);
    complaints.checkName(method, found.name());
    List<Type> parameters = types.resolve(method.getGenericParameterTypes());
    Type result = types.resolve(method.getGenericReturnType());
    complaints.checkSignature(method, parameters, result);
    ActivityOptions options = options(found);
    List<Class<? extends Throwable>> notOn = List.of(found.annotation.retry().notOn());
    boolean transactional = transactional(method, type, rule);
    checkReadOnly(found, transactional);
    complaints.checkMark(found.method, annotations);
    return new ActivityDefinition(
        found.name(),
        method,
        parameters,
        result,
        retryPolicy(method, options, notOn),
        timeout(method, options.timeout()),
        options.maxConcurrent(),
        transactional,
        found.annotation.readOnly(),
        declaredFailures(found.method, notOn),
        null,
        found.method.sensitivity(type, annotations));
  }

  private ActivityOptions options(Found found) {
    Method method = found.method.method();
    Retry retry = found.annotation.retry();
    ActivityOptions annotated =
        new ActivityOptions(
            duration(method, "timeout", found.annotation.timeout()),
            retry.maxAttempts() == Retry.CONFIGURED ? null : retry.maxAttempts(),
            duration(method, "initialInterval", retry.initialInterval()),
            retry.multiplier() == Retry.CONFIGURED ? null : retry.multiplier(),
            duration(method, "maxInterval", retry.maxInterval()),
            null);
    return settings.overrides().apply(found.name()).orElse(annotated).orElse(settings.defaults());
  }

  private @Nullable Duration duration(Method method, String attribute, String text) {
    if (text.isEmpty()) {
      return null;
    }
    return orComplain(
        method,
        () -> settings.durations().apply(text),
        attribute + " is no duration",
        "Write it as 30s, 500ms or PT30S");
  }

  private RetryPolicy retryPolicy(
      Method method, ActivityOptions options, List<Class<? extends Throwable>> notOn) {
    RetryPolicy standard = RetryPolicy.DEFAULT;
    RetryPolicy policy =
        orComplain(
            method,
            () ->
                new RetryPolicy(
                    or(options.maxAttempts(), standard.maxAttempts()),
                    or(options.initialInterval(), standard.initialInterval()),
                    or(options.multiplier(), standard.multiplier()),
                    or(options.maxInterval(), standard.maxInterval()),
                    notOn),
            "The retry cannot be used",
            "Put the value right in @Retry or in the configuration");
    return policy == null ? standard : policy;
  }

  private @Nullable Duration timeout(Method method, @Nullable Duration timeout) {
    if (timeout == null || timeout.isZero()) {
      return null;
    }
    if (timeout.isNegative()) {
      complaints.add(method, "timeout is negative", "Choose a positive one, or 0s for no limit");
    }
    return timeout;
  }

  private boolean transactional(Method method, Class<?> type, ActivityTransactionRule rule) {
    try {
      return rule.isTransactional(method, type);
    } catch (UnusableTransactionException e) {
      complaints.add(method, String.valueOf(e.getMessage()), e.remedy());
      return false;
    }
  }

  private void checkReadOnly(Found found, boolean transactional) {
    if (found.annotation.readOnly() && transactional) {
      complaints.add(
          found.method.method(),
          "It is read-only, but its transaction is one that may write",
          "Write @Transactional(readOnly = true), or remove readOnly from @Activity");
    }
  }

  private <V> @Nullable V orComplain(Method method, Supplier<V> value, String fact, String remedy) {
    try {
      return value.get();
    } catch (IllegalArgumentException e) {
      complaints.add(method, fact + ": " + e.getMessage(), remedy);
      return null;
    }
  }

  private static List<Class<? extends Throwable>> declaredFailures(
      DeclaredMethod method, List<Class<? extends Throwable>> notOn) {
    Set<Class<? extends Throwable>> failures = new LinkedHashSet<>();
    for (Method declaration : method.declarations()) {
      Arrays.stream(declaration.getExceptionTypes())
          .map(failure -> failure.<Throwable>asSubclass(Throwable.class))
          .forEach(failures::add);
    }
    failures.addAll(notOn);
    return List.copyOf(failures);
  }

  private static @Nullable Found find(DeclaredMethod method, Annotations annotations) {
    Method annotated = method.annotated(annotations, Activity.class);
    if (annotated != null) {
      Class<?> declaring = annotated.getDeclaringClass();
      return new Found(
          method,
          declaring,
          Objects.requireNonNull(annotations.find(annotated, Activity.class)),
          annotations.find(declaring, Activity.class),
          true);
    }
    if (!method.is(Modifier.PUBLIC) || method.is(Modifier.STATIC) || isPlatform(method)) {
      return null;
    }
    for (Method declaration : method.declarations()) {
      Class<?> declaring = declaration.getDeclaringClass();
      Activity annotation = annotations.find(declaring, Activity.class);
      if (annotation != null) {
        return new Found(method, declaring, annotation, annotation, false);
      }
    }
    return null;
  }

  /** Whether a method exists for others: {@code toString()}, {@code afterPropertiesSet()}. */
  private static boolean isPlatform(DeclaredMethod method) {
    for (Method ofObject : Object.class.getMethods()) {
      if (ofObject.getName().equals(method.method().getName())
          && Arrays.equals(ofObject.getParameterTypes(), method.method().getParameterTypes())) {
        return true;
      }
    }
    return method.declarations().stream()
        .map(declaration -> declaration.getDeclaringClass().getName())
        .anyMatch(
            name ->
                name.startsWith("java.")
                    || name.startsWith("jakarta.")
                    || name.startsWith("org.springframework."));
  }

  private static <V> V or(@Nullable V value, V other) {
    return value == null ? other : value;
  }

  /**
   * An activity and the annotation that makes it one.
   *
   * @param declaring the class or interface the annotation was found at
   * @param ofType the annotation of that, if there is one
   * @param onMethod whether it stands on the method, not on its type
   */
  record Found(
      DeclaredMethod method,
      Class<?> declaring,
      Activity annotation,
      @Nullable Activity ofType,
      boolean onMethod) {

    String name() {
      if (onMethod && !annotation.value().isEmpty()) {
        return annotation.value();
      }
      return prefix() + "." + method.method().getName();
    }

    private String prefix() {
      if (ofType != null && !ofType.value().isEmpty()) {
        return ofType.value();
      }
      String simple = declaring.getSimpleName();
      return simple.isEmpty()
          ? simple
          : simple.substring(0, 1).toLowerCase(Locale.ROOT) + simple.substring(1);
    }
  }
}
