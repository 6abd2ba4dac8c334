package dev.workflows.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Arrays;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;

/** The folder list is the architecture: who may use whom, and who is kept out. */
@AnalyzeClasses(packages = "dev.workflows", importOptions = DoNotIncludeTests.class)
class PackageDirectionTests {

  private static final String API = "dev.workflows";
  private static final String PAYLOAD = "dev.workflows.payload";
  private static final String HISTORY = "dev.workflows.history";
  private static final String DEFINITION = "dev.workflows.definition";
  private static final String SPI = "dev.workflows.spi";
  private static final String REPLAY = "dev.workflows.replay";
  private static final String ENGINE = "dev.workflows.engine";
  private static final String JSON = "dev.workflows.json";
  private static final String STEPS = "dev.workflows.steps";

  @ArchTest
  static final ArchRule packagesHaveNoCycles =
      slices().matching("dev.workflows.(**)").should().beFreeOfCycles();

  @ArchTest static final ArchRule apiUsesNothingElseOfOurs = uses(API);

  @ArchTest static final ArchRule payloadUsesTheApi = uses(PAYLOAD, API);

  @ArchTest static final ArchRule historyUsesPayloads = uses(HISTORY, API, PAYLOAD);

  @ArchTest static final ArchRule definitionStartsNothing = uses(DEFINITION, API, PAYLOAD, HISTORY);

  @ArchTest static final ArchRule spiIsDoorsOnly = uses(SPI, API, PAYLOAD, HISTORY, DEFINITION);

  @ArchTest
  static final ArchRule replayDecidesWithoutDoors = uses(REPLAY, API, PAYLOAD, HISTORY, DEFINITION);

  @ArchTest
  static final ArchRule engineUsesAllButTheCodec =
      uses(ENGINE, API, PAYLOAD, HISTORY, DEFINITION, SPI, REPLAY);

  @ArchTest static final ArchRule jsonKnowsPayloadsOnly = uses(JSON, API, PAYLOAD);

  @ArchTest static final ArchRule stepsAreALibraryOverTheApi = uses(STEPS, API, PAYLOAD);

  @ArchTest
  static final ArchRule nothingKnowsTheSteps =
      noClasses()
          .that(resideOutsideOfPackage(STEPS))
          .should()
          .dependOnClassesThat()
          .resideInAPackage(STEPS);

  @ArchTest
  static final ArchRule coreKnowsNoFrameworkAndNoDatabase =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.springframework..", "jakarta..", "java.sql..", "javax.sql..", "liquibase..");

  @ArchTest
  static final ArchRule onlyJsonKnowsJackson =
      noClasses()
          .that(resideOutsideOfPackage(JSON))
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("tools.jackson..", "com.fasterxml..");

  @ArchTest
  static final ArchRule everyPackageIsKnown =
      classes()
          .should()
          .resideInAnyPackage(API, PAYLOAD, HISTORY, DEFINITION, SPI, REPLAY, ENGINE, JSON, STEPS);

  @ArchTest
  static void everyPackageIsNullMarked(JavaClasses classes) {
    assertThat(classes.stream().map(JavaClass::getPackage).distinct())
        .isNotEmpty()
        .allSatisfy(
            found ->
                assertThat(found.isAnnotatedWith(NullMarked.class)).as(found.getName()).isTrue());
  }

  private static ArchRule uses(String name, String... others) {
    String[] allowed = Stream.concat(Stream.of(name), Arrays.stream(others)).toArray(String[]::new);
    DescribedPredicate<JavaClass> outside =
        resideInAPackage("dev.workflows..")
            .and(
                DescribedPredicate.describe(
                    "reside outside of " + Arrays.toString(allowed),
                    used -> !Arrays.asList(allowed).contains(used.getPackageName())));
    return noClasses()
        .that(resideInAPackage(name))
        .should()
        .dependOnClassesThat(outside)
        .as("%s should use nothing of ours but %s".formatted(name, Arrays.toString(others)));
  }
}
