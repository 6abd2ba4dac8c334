package dev.workflows.autoconfigure;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.annotation.ImportCandidates;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@AnalyzeClasses(packages = "dev.workflows.autoconfigure", importOptions = DoNotIncludeTests.class)
class ModuleTests {

  @ArchTest
  static final ArchRule PACKAGES_HAVE_NO_CYCLES =
      slices().matching("dev.workflows.autoconfigure.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule AUTO_CONFIGURATIONS_ARE_PUBLIC_AND_FINAL =
      classes()
          .that()
          .areAnnotatedWith(AutoConfiguration.class)
          .should()
          .bePublic()
          .andShould()
          .haveModifier(JavaModifier.FINAL);

  @ArchTest
  static final ArchRule ONLY_THE_DATABASE_PACKAGE_SEES_DATA_SOURCES =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.workflows.autoconfigure.database")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("javax.sql", "org.springframework.transaction..");

  @ArchTest
  static void everyAutoConfigurationIsListed(JavaClasses classes) {
    List<String> listed =
        ImportCandidates.load(AutoConfiguration.class, null).getCandidates().stream()
            .filter(name -> name.startsWith("dev.workflows."))
            .toList();

    assertThat(listed)
        .containsExactlyInAnyOrderElementsOf(
            classes.stream()
                .filter(type -> type.isAnnotatedWith(AutoConfiguration.class))
                .map(JavaClass::getName)
                .toList());
  }

  @ArchTest
  static void everyPropertyIsDescribed(JavaClasses classes) throws IOException {
    JsonNode properties;
    try (InputStream metadata =
        ModuleTests.class.getResourceAsStream("/META-INF/spring-configuration-metadata.json")) {
      properties = JsonMapper.shared().readTree(Objects.requireNonNull(metadata)).get("properties");
    }
    assertThat(properties)
        .isNotEmpty()
        .allSatisfy(
            property ->
                assertThat(property.path("description").asString(""))
                    .as(property.path("name").asString())
                    .isNotBlank());
    assertThat(properties)
        .extracting(property -> property.path("name").asString())
        .contains(
            "workflow.packages",
            "workflow.worker.lease",
            "workflow.activity.retry.max-attempts",
            "workflow.activity.overrides",
            "workflow.schema.mode",
            "workflow.datasource.url",
            "management.endpoint.workflows.show-values");
  }
}
