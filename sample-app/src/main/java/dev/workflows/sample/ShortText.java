package dev.workflows.sample;

import jakarta.validation.Constraint;
import jakarta.validation.Payload;
import jakarta.validation.ReportAsSingleViolation;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A text that fits a column and can be logged: 1 to 255 characters, neither control characters nor
 * halves of a surrogate pair (a database would refuse them).
 */
@NotBlank
@Size(max = 255)
@Pattern(regexp = "[^\\p{Cc}\\p{Cs}]*")
@ReportAsSingleViolation
@Constraint(validatedBy = {})
@Target({ElementType.FIELD, ElementType.RECORD_COMPONENT, ElementType.PARAMETER})
@Retention(RetentionPolicy.RUNTIME)
@Documented
public @interface ShortText {

  /** What a caller is told. */
  String message() default "must have 1 to 255 characters and no control characters";

  /** Not used here. */
  Class<?>[] groups() default {};

  /** Not used here. */
  Class<? extends Payload>[] payload() default {};
}
