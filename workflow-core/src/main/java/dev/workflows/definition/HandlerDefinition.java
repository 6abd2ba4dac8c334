package dev.workflows.definition;

import dev.workflows.payload.DeclaredValue;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.util.List;

/**
 * A method of a workflow that can be reached by name.
 *
 * @param name the recorded name
 * @param method the method, accessible
 * @param parameterTypes what its arguments are read as
 * @param resultType what its result is written as
 * @param queued whether what it is called with is also kept for code that waits for it
 * @param sensitivity what of that is not to be seen
 */
public record HandlerDefinition(
    String name,
    Method method,
    List<Type> parameterTypes,
    Type resultType,
    boolean queued,
    Sensitivity sensitivity) {

  /** A method that is called, and nothing more. */
  public HandlerDefinition(String name, Method method, List<Type> parameterTypes, Type resultType) {
    this(name, method, parameterTypes, resultType, false, Sensitivity.NONE);
  }

  /** Its arguments as it declares them. */
  public List<DeclaredValue> arguments() {
    return sensitivity.parameters(parameterTypes);
  }

  /** Its result as it declares it. */
  public DeclaredValue result() {
    return sensitivity.result(resultType);
  }

  /** The same, only that what it is called with is kept as well. */
  HandlerDefinition kept() {
    return new HandlerDefinition(name, method, parameterTypes, resultType, true, sensitivity);
  }
}
