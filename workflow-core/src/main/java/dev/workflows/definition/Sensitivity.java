package dev.workflows.definition;

import dev.workflows.payload.DeclaredValue;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * What a method marks as {@link dev.workflows.Sensitive} by its declaration, apart from what its
 * types mark.
 *
 * @param parameters the positions of the marked parameters, from 0
 * @param result whether its result is marked
 */
public record Sensitivity(Set<Integer> parameters, boolean result) {

  /** Nothing is marked. */
  public static final Sensitivity NONE = new Sensitivity(Set.of(), false);

  List<DeclaredValue> parameters(List<Type> types) {
    return IntStream.range(0, types.size())
        .mapToObj(i -> new DeclaredValue(types.get(i), parameters.contains(i)))
        .toList();
  }

  DeclaredValue result(Type type) {
    return new DeclaredValue(type, result);
  }
}
