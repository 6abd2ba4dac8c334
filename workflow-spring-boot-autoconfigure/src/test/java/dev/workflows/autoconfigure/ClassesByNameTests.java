package dev.workflows.autoconfigure;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.io.ObjectInputStream;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.jsontype.BasicPolymorphicTypeValidator;

/** In all modules: nothing reads types from data, and only declarations are looked up by name. */
@AnalyzeClasses(packages = "dev.workflows", importOptions = DoNotIncludeTests.class)
class ClassesByNameTests {

  private static final Set<String> LOOK_UPS =
      Set.of("forName", "loadClass", "resolveClassName", "findClass", "constructFromCanonical");

  private static final Set<String> WHO_LOOKS_UP =
      Set.of(
          "java.lang.Class",
          "java.lang.ClassLoader",
          "org.springframework.util.ClassUtils",
          "tools.jackson.databind.DatabindContext",
          "tools.jackson.databind.type.TypeFactory");

  @ArchTest
  static final ArchRule NO_TYPES_BY_CLASS_NAME =
      noClasses().should().accessTargetWhere(thatTypesByClassName());

  @ArchTest
  static final ArchRule NO_OBJECT_STREAMS =
      noClasses()
          .should()
          .dependOnClassesThat()
          .haveFullyQualifiedName(ObjectInputStream.class.getName())
          .orShould()
          .dependOnClassesThat()
          .haveFullyQualifiedName("java.beans.XMLDecoder");

  /** And the data source that the application's configuration names. */
  private static final String CONFIGURED = "dev.workflows.autoconfigure.database.BoundedWaiting";

  @ArchTest
  static final ArchRule ONLY_BEANS_ARE_LOOKED_UP =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.workflows.autoconfigure.registration")
          .and()
          .doNotHaveFullyQualifiedName(CONFIGURED)
          .should()
          .accessTargetWhere(thatLookClassesUp());

  @Test
  void theRulesSeeWhatTheyForbid() {
    for (DescribedPredicate<JavaAccess<?>> forbidden :
        Set.of(thatTypesByClassName(), thatLookClassesUp())) {
      assertThat(
              noClasses()
                  .should()
                  .accessTargetWhere(forbidden)
                  .evaluate(new ClassFileImporter().importClasses(Offender.class))
                  .hasViolation())
          .as(forbidden.getDescription())
          .isTrue();
    }
  }

  private static DescribedPredicate<JavaAccess<?>> thatTypesByClassName() {
    return describe(
        "let data name the class of a type",
        access -> {
          AccessTarget target = access.getTarget();
          boolean byClass =
              target.getOwner().isEquivalentTo(JsonTypeInfo.Id.class)
                  && Set.of("CLASS", "MINIMAL_CLASS").contains(target.getName());
          return byClass || target.getName().startsWith("activateDefaultTyping");
        });
  }

  private static DescribedPredicate<JavaAccess<?>> thatLookClassesUp() {
    return describe(
        "look a class up by its name",
        access ->
            LOOK_UPS.contains(access.getTarget().getName())
                && WHO_LOOKS_UP.stream().anyMatch(access.getTargetOwner()::isAssignableTo));
  }

  static final class Offender {

    Object typing() throws ClassNotFoundException {
      Class.forName("java.lang.Object");
      return JsonMapper.builder()
          .activateDefaultTyping(BasicPolymorphicTypeValidator.builder().build())
          .build();
    }
  }
}
