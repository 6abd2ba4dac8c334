package dev.workflows.benchmarks;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.workflows.benchmarks", importOptions = DoNotIncludeTests.class)
class ArchitectureTests {

  @ArchTest
  static final ArchRule PACKAGES_HAVE_NO_CYCLES =
      slices().matching("dev.workflows.benchmarks.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule LOAD_KNOWS_NO_PARTICULAR_ENGINE =
      noClasses()
          .that()
          .resideInAnyPackage("..benchmarks.load", "..benchmarks.engine", "..benchmarks.database")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "dev.workflows.engine..",
              "dev.dbos..",
              "io.temporal..",
              "com.github.kagkarlsson..",
              "org.jobrunr..");
}
