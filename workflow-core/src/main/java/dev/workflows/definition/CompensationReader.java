package dev.workflows.definition;

import dev.workflows.definition.ActivityDefinition.Compensation;
import dev.workflows.payload.DeclaredValue;
import java.lang.invoke.MethodType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Finds what undoes the activities of one bean class. */
final class CompensationReader {

  private final List<ActivityDefinition> activities;
  private final Complaints complaints;

  CompensationReader(List<ActivityDefinition> activities, Complaints complaints) {
    this.activities = activities;
    this.complaints = complaints;
  }

  /** The activity with what undoes it, which is the method of this name; empty is nothing. */
  ActivityDefinition read(ActivityDefinition undone, String name) {
    if (name.isEmpty()) {
      return undone;
    }
    List<ActivityDefinition> named =
        activities.stream().filter(other -> other.method().getName().equals(name)).toList();
    if (named.size() != 1) {
      complaints.add(
          undone.method(),
          named.isEmpty()
              ? "compensateWith names '%s', which is no activity of this class".formatted(name)
              : "compensateWith names '%s', of which this class has several".formatted(name),
          named.isEmpty()
              ? "Add @Activity to that method, or put the name right"
              : "Give the one that is meant a name of its own");
      return undone;
    }
    return read(undone, named.get(0));
  }

  private ActivityDefinition read(ActivityDefinition undone, ActivityDefinition undoing) {
    if (undone.readOnly()) {
      complaints.add(
          undone.method(),
          "It is read-only, but compensateWith says that it has to be undone",
          "Remove readOnly or compensateWith from @Activity");
      return undone;
    }
    Compensation compensation = compensation(undone, undoing);
    if (compensation == null) {
      complaints.add(
          undone.method(),
          "compensateWith names %s, whose parameters do not fit"
              .formatted(Complaints.place(undoing.method())),
          "Let it take the first parameters of %s, and its result behind them if it needs that"
              .formatted(undone.method().getName()));
      return undone;
    }
    checkMarks(undone, compensation);
    return undone.undoneBy(compensation);
  }

  /** The values are the same: what is marked in one place must not be seen in the other. */
  private void checkMarks(ActivityDefinition undone, Compensation compensation) {
    ActivityDefinition undoing = compensation.activity();
    List<DeclaredValue> given =
        new ArrayList<>(undone.arguments().subList(0, compensation.arguments()));
    if (compensation.takesResult()) {
      given.add(undone.result());
    }
    List<DeclaredValue> taken = undoing.arguments();
    if (IntStream.range(0, given.size())
        .anyMatch(i -> given.get(i).sensitive() && !taken.get(i).sensitive())) {
      complaints.add(
          undoing.method(),
          "It undoes '%s', which marks as @Sensitive what this method takes"
              .formatted(undone.name()),
          "Mark the same parameters here");
    }
  }

  private static @Nullable Compensation compensation(
      ActivityDefinition undone, ActivityDefinition undoing) {
    int count = undoing.parameterTypes().size();
    if (takesFirst(count, undone, undoing)) {
      return new Compensation(undoing, count, false);
    }
    boolean takesResult =
        count > 0
            && takesFirst(count - 1, undone, undoing)
            && isSame(undone.resultType(), undoing.parameterTypes().get(count - 1));
    return takesResult ? new Compensation(undoing, count - 1, true) : null;
  }

  private static boolean takesFirst(
      int count, ActivityDefinition undone, ActivityDefinition undoing) {
    if (count > undone.parameterTypes().size()) {
      return false;
    }
    for (int i = 0; i < count; i++) {
      if (!isSame(undone.parameterTypes().get(i), undoing.parameterTypes().get(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isSame(Type left, Type right) {
    return boxed(left).equals(boxed(right));
  }

  private static Type boxed(Type type) {
    return type instanceof Class<?> known && known.isPrimitive()
        ? MethodType.methodType(known).wrap().returnType()
        : type;
  }
}
