package dev.workflows.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import java.util.Set;

/** Calls and method references that ask for what differs from one execution to the next. */
final class Accesses {

  private static final Set<String> TYPES_WITH_NOW =
      Set.of(
          "java.time.Instant",
          "java.time.LocalDate",
          "java.time.LocalTime",
          "java.time.LocalDateTime",
          "java.time.OffsetDateTime",
          "java.time.OffsetTime",
          "java.time.ZonedDateTime",
          "java.time.Year",
          "java.time.YearMonth",
          "java.time.MonthDay");

  private static final Set<String> SOURCES_OF_CHANCE =
      Set.of(
          "java.security.SecureRandom",
          "java.util.concurrent.ThreadLocalRandom",
          "java.util.SplittableRandom");

  private Accesses() {}

  static DescribedPredicate<JavaAccess<?>> toTheTime() {
    return describe(
        "ask the system for the time",
        access -> {
          AccessTarget target = access.getTarget();
          return is(target, "java.lang.System", "nanoTime", "currentTimeMillis")
              || (TYPES_WITH_NOW.contains(owner(target)) && target.getName().equals("now"))
              || (owner(target).equals("java.time.Clock")
                  && (target.getName().startsWith("system") || target.getName().startsWith("tick")))
              || (is(target, "java.util.Date", "<init>") && hasNoParameters(target))
              || is(target, "java.util.Calendar", "getInstance");
        });
  }

  static DescribedPredicate<JavaAccess<?>> thatSleep() {
    return describe(
        "wait for a while by the system's clock",
        access ->
            is(access.getTarget(), "java.lang.Thread", "sleep")
                || is(
                    access.getTarget(),
                    "java.util.concurrent.locks.LockSupport",
                    "parkNanos",
                    "parkUntil"));
  }

  static DescribedPredicate<JavaAccess<?>> toChance() {
    return describe(
        "ask the system for randomness",
        access -> {
          AccessTarget target = access.getTarget();
          return is(target, "java.lang.Math", "random")
              || is(target, "java.util.UUID", "randomUUID")
              || SOURCES_OF_CHANCE.contains(owner(target))
              || (is(target, "java.util.Random", "<init>") && hasNoParameters(target));
        });
  }

  static DescribedPredicate<JavaAccess<?>> thatStartThreads() {
    return describe(
        "start threads",
        access ->
            is(access.getTarget(), "java.lang.Thread", "<init>", "start", "startVirtualThread")
                || owner(access.getTarget()).equals("java.util.concurrent.Executors")
                || owner(access.getTarget()).equals("java.util.concurrent.CompletableFuture"));
  }

  static DescribedPredicate<JavaAccess<?>> thatFindClassesByName() {
    return describe(
        "find a class by its name",
        access ->
            is(access.getTarget(), "java.lang.Class", "forName")
                || access.getTarget().getName().equals("loadClass")
                || access.getTarget().getName().equals("findClass"));
  }

  static DescribedPredicate<JavaClass> theWorldOutside() {
    return describe(
        "reach the world outside",
        type -> {
          String name = type.getPackageName();
          return (name.equals("java.io") && !type.getName().equals("java.io.Serializable"))
              || name.startsWith("java.nio.file")
              || name.startsWith("java.nio.channels")
              || name.startsWith("java.net")
              || name.startsWith("java.sql")
              || type.getName().equals("java.lang.ProcessBuilder");
        });
  }

  private static boolean is(AccessTarget target, String owner, String... names) {
    return owner(target).equals(owner) && Set.of(names).contains(target.getName());
  }

  private static String owner(AccessTarget target) {
    return target.getOwner().getName();
  }

  private static boolean hasNoParameters(AccessTarget target) {
    return target instanceof AccessTarget.CodeUnitAccessTarget unit
        && unit.getRawParameterTypes().isEmpty();
  }
}
