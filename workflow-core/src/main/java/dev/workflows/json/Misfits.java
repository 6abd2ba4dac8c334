package dev.workflows.json;

import dev.workflows.payload.PayloadException;
import java.lang.reflect.Type;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.exc.InvalidDefinitionException;
import tools.jackson.databind.exc.InvalidTypeIdException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.ValueInstantiationException;

/**
 * Says what does not fit, and where, without the value: the library's own messages quote it, so
 * they are neither repeated nor attached as a cause.
 */
final class Misfits {

  private static final int MAX_PATH = 200;

  private Misfits() {}

  static PayloadException unreadable(Type type, String prefix, JacksonException e) {
    if (e instanceof StreamConstraintsException) {
      return new PayloadException(
          "A payload for %s is refused: it is nested too deeply, or a number, name or text in it is"
                  .formatted(type.getTypeName())
              + " too long. Make it smaller.",
          null);
    }
    if (e instanceof StreamReadException) {
      return new PayloadException(
          "A payload for %s is no JSON: line %d, column %d cannot be read."
              .formatted(
                  type.getTypeName(), e.getLocation().getLineNr(), e.getLocation().getColumnNr()),
          null);
    }
    return new PayloadException(
        "A payload does not fit %s: at %s %s."
            .formatted(type.getTypeName(), path(prefix, e.getPath()), reason(e)),
        null);
  }

  static PayloadException unwritable(Type type, String prefix, RuntimeException e) {
    List<JacksonException.Reference> path =
        e instanceof JacksonException jackson ? jackson.getPath() : List.of();
    return new PayloadException(
        "A value of %s cannot be written as JSON: at %s %s."
            .formatted(type.getTypeName(), path(prefix, path), rootName(e)),
        null);
  }

  private static String reason(JacksonException e) {
    if (e instanceof InvalidTypeIdException) {
      return "the subtype is missing or unknown";
    }
    if (e instanceof ValueInstantiationException) {
      return "the constructor refuses it with " + rootName(e);
    }
    if (e instanceof InvalidDefinitionException) {
      return "the type cannot be read from JSON";
    }
    if (e instanceof MismatchedInputException mismatch && mismatch.getTargetType() != null) {
      return "it should be " + mismatch.getTargetType().getTypeName();
    }
    return rootName(e);
  }

  private static String rootName(Throwable e) {
    Throwable root = e;
    while (root.getCause() != null && root.getCause() != root) {
      root = root.getCause();
    }
    return root.getClass().getName();
  }

  private static String path(String prefix, List<JacksonException.Reference> references) {
    StringBuilder path = new StringBuilder("$").append(prefix);
    for (JacksonException.Reference reference : references) {
      if (reference.getPropertyName() == null) {
        path.append('[').append(reference.getIndex()).append(']');
      } else {
        path.append('.').append(reference.getPropertyName().replaceAll("\\p{Cntrl}", "?"));
      }
    }
    return path.length() <= MAX_PATH ? path.toString() : path.substring(0, MAX_PATH) + "…";
  }
}
