package dev.workflows.jdbc;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.conditions.ArchPredicates.are;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import org.jspecify.annotations.NullMarked;

/** The store remembers: it sees the doors and the histories, never those who decide or act. */
@AnalyzeClasses(packages = "dev.workflows.jdbc", importOptions = DoNotIncludeTests.class)
class ArchitectureTests {

  @ArchTest
  static final ArchRule remembersWithoutDecidingOrActing =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "dev.workflows.replay..",
              "dev.workflows.engine..",
              "dev.workflows.json..",
              "dev.workflows.definition..",
              "dev.workflows.test..");

  @ArchTest
  static final ArchRule usesSpringsJdbcAndTransactionsOnly =
      noClasses()
          .should()
          .dependOnClassesThat(
              are(resideInAnyPackage("org.springframework.."))
                  .and(
                      not(
                          resideInAnyPackage(
                              "org.springframework.jdbc..",
                              "org.springframework.dao..",
                              "org.springframework.transaction..",
                              "org.springframework.core..",
                              "org.springframework.util..",
                              "org.springframework.lang.."))));

  @ArchTest
  static final ArchRule onlyTheMigrationNeedsLiquibase =
      noClasses()
          .that()
          .doNotHaveSimpleName("SchemaMigration")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("liquibase..");

  @ArchTest
  static final ArchRule namesNoDriver =
      noClasses().should().dependOnClassesThat().resideInAnyPackage("org.postgresql..", "org.h2..");

  @ArchTest
  static void isNullMarked(JavaClasses classes) {
    assertThat(classes.stream().map(JavaClass::getPackage).distinct())
        .isNotEmpty()
        .allSatisfy(found -> assertThat(found.isAnnotatedWith(NullMarked.class)).isTrue());
  }
}
