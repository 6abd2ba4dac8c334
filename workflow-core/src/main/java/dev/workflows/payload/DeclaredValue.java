package dev.workflows.payload;

import java.lang.reflect.Type;

/**
 * What the declaration of a method says of a value that it takes or returns.
 *
 * @param type what the value is read as
 * @param sensitive whether it is marked as {@link dev.workflows.Sensitive} there, whatever its type
 */
public record DeclaredValue(Type type, boolean sensitive) {}
