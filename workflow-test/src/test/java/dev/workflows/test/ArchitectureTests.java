package dev.workflows.test;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import org.jspecify.annotations.NullMarked;

/** What users test with needs no framework and no store; only its invariants read tables. */
@AnalyzeClasses(packages = "dev.workflows", importOptions = DoNotIncludeTests.class)
class ArchitectureTests {

  @ArchTest
  static final ArchRule knowsNoFrameworkAndNoStore =
      noClasses()
          .that()
          .resideInAPackage("dev.workflows.test..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.springframework..", "dev.workflows.jdbc..");

  @ArchTest
  static final ArchRule onlyTheInvariantsAskADatabase =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.workflows.test.invariants")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.sql..", "javax.sql..");

  @ArchTest
  static final ArchRule nothingOfTheCoreKnowsIt =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.workflows.test..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("dev.workflows.test..");

  @ArchTest
  static final ArchRule packagesHaveNoCycles =
      slices().matching("dev.workflows.(**)").should().beFreeOfCycles();

  @ArchTest
  static void isNullMarked(JavaClasses classes) {
    assertThat(classes.stream().map(JavaClass::getPackage).distinct())
        .isNotEmpty()
        .allSatisfy(found -> assertThat(found.isAnnotatedWith(NullMarked.class)).isTrue());
  }
}
