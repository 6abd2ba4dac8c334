package dev.workflows.autoconfigure.validation;

import dev.workflows.ErrorCode;
import dev.workflows.WorkflowException;
import dev.workflows.spi.ArgumentValidator;
import dev.workflows.spi.StubFactory;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.Path;
import jakarta.validation.ValidationException;
import jakarta.validation.Validator;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * Asks Bean Validation. It wants an object whose method is called, and gets a stub: a run's
 * instance exists in its run only.
 */
final class BeanArgumentValidator implements ArgumentValidator {

  private final Validator validator;
  private final StubFactory stubs;
  private final Map<Class<?>, Object> targets = new ConcurrentHashMap<>();

  BeanArgumentValidator(Validator validator, StubFactory stubs) {
    this.validator = validator;
    this.stubs = stubs;
  }

  @Override
  public List<String> complaints(Method method, @Nullable Object[] arguments) {
    if (arguments.length == 0) {
      return List.of();
    }
    Object target = targets.computeIfAbsent(method.getDeclaringClass(), this::target);
    try {
      return validator.forExecutables().validateParameters(target, method, arguments).stream()
          .map(BeanArgumentValidator::text)
          .sorted()
          .toList();
    } catch (ValidationException e) {
      throw new WorkflowException(
          ErrorCode.INVALID_DEFINITION,
          "The constraints of %s.%s cannot be checked: %s. Put them right, or set"
                  .formatted(method.getDeclaringClass().getName(), method.getName(), e.getMessage())
              + " workflow.validation.enabled to false.",
          e);
    }
  }

  private Object target(Class<?> type) {
    return stubs.stub(type, (self, called, given) -> null);
  }

  /** The path without the method; values are not told. */
  private static String text(ConstraintViolation<?> violation) {
    String path =
        StreamSupport.stream(violation.getPropertyPath().spliterator(), false)
            .skip(1)
            .map(Path.Node::toString)
            .collect(Collectors.joining("."));
    return path + " " + violation.getMessage();
  }
}
