package dev.workflows.definition;

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
 */
public record HandlerDefinition(
    String name, Method method, List<Type> parameterTypes, Type resultType) {}
