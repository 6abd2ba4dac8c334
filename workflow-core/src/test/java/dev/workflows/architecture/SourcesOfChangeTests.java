package dev.workflows.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.workflows.engine.ThreadDriver;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What would make the second execution of a history differ from the first is asked at one door:
 * time, randomness, the world outside. And no class is ever found by recorded text.
 */
@AnalyzeClasses(packages = "dev.workflows", importOptions = DoNotIncludeTests.class)
class SourcesOfChangeTests {

  @ArchTest
  static final ArchRule onlyTheThreadDriverAsksTheTime =
      noClasses().that(areNotTheThreadDriver()).should().accessTargetWhere(Accesses.toTheTime());

  @ArchTest
  static final ArchRule nothingSleeps =
      noClasses().should().accessTargetWhere(Accesses.thatSleep());

  @ArchTest
  static final ArchRule onlyTheThreadDriverTakesChanceFromTheSystem =
      noClasses().that(areNotTheThreadDriver()).should().accessTargetWhere(Accesses.toChance());

  @ArchTest
  static final ArchRule decisionsStartNoThreads =
      noClasses()
          .that(
              describe(
                  "are of replay or definition or history or steps", SourcesOfChangeTests::isPure))
          .should()
          .accessTargetWhere(Accesses.thatStartThreads());

  @ArchTest
  static final ArchRule decisionsReachNoWorldOutside =
      noClasses()
          .that(
              describe(
                  "are of replay or definition or history or steps", SourcesOfChangeTests::isPure))
          .should()
          .dependOnClassesThat(Accesses.theWorldOutside().and(areNotWritersIntoMemory()));

  @ArchTest
  static final ArchRule onlyTheFailureCodecPrints =
      noClasses()
          .that(resideInAPackage("dev.workflows.replay"))
          .and()
          .doNotHaveSimpleName("FailureCodec")
          .should()
          .dependOnClassesThat(Accesses.theWorldOutside());

  @ArchTest
  static final ArchRule noClassIsFoundByText =
      noClasses().should().accessTargetWhere(Accesses.thatFindClassesByName());

  @ArchTest
  static final ArchRule noJavaSerialization =
      noClasses()
          .should()
          .dependOnClassesThat()
          .haveFullyQualifiedName("java.io.ObjectInputStream")
          .orShould()
          .dependOnClassesThat()
          .haveFullyQualifiedName("java.beans.XMLDecoder");

  @Test
  void theRulesSeeWhatTheyForbid() {
    JavaClasses offender = new ClassFileImporter().importClasses(Offender.class);
    Stream.of(
            Accesses.toTheTime(),
            Accesses.thatSleep(),
            Accesses.toChance(),
            Accesses.thatStartThreads(),
            Accesses.thatFindClassesByName())
        .forEach(
            forbidden ->
                assertThat(
                        noClasses()
                            .should()
                            .accessTargetWhere(forbidden)
                            .evaluate(offender)
                            .getFailureReport()
                            .getDetails())
                    .as(forbidden.getDescription())
                    .hasSize(2));
    assertThat(
            noClasses()
                .should()
                .dependOnClassesThat(Accesses.theWorldOutside())
                .evaluate(offender)
                .hasViolation())
        .isTrue();
  }

  private static DescribedPredicate<JavaClass> areNotTheThreadDriver() {
    return describe("are not the thread driver", c -> !c.isEquivalentTo(ThreadDriver.class));
  }

  private static DescribedPredicate<JavaClass> areNotWritersIntoMemory() {
    return describe(
        "are not writers into memory",
        c ->
            !Set.of("java.io.StringWriter", "java.io.PrintWriter", "java.io.Writer")
                .contains(c.getName()));
  }

  private static boolean isPure(JavaClass type) {
    return Set.of(
            "dev.workflows.replay",
            "dev.workflows.definition",
            "dev.workflows.history",
            "dev.workflows.steps")
        .contains(type.getPackageName());
  }

  /** Does twice, by a call and by a reference or another call, what each rule forbids. */
  static final class Offender {

    Supplier<Object> time = java.time.Instant::now;
    Supplier<Object> chance = java.util.UUID::randomUUID;
    Callable<Class<?>> name = () -> Class.forName("java.lang.Object");

    void offend(ClassLoader loader) throws Exception {
      time = System::nanoTime;
      chance = () -> new java.util.Random();
      name = () -> loader.loadClass("java.lang.Object");
      new Thread(this::reachOut).start();
      Thread.sleep(1);
      java.util.concurrent.locks.LockSupport.parkNanos(1);
    }

    void reachOut() {
      new java.io.File(".").delete();
    }
  }
}
