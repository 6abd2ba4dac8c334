package dev.workflows.replay;

import dev.workflows.ErrorCode;
import dev.workflows.InvalidRequestException;
import dev.workflows.definition.HandlerDefinition;
import dev.workflows.payload.Payload;
import dev.workflows.payload.PayloadException;
import java.lang.reflect.Type;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Questions about a run's state: answered by what its version declares, else by what its code has
 * registered.
 */
final class Questions {

  private final RunExecution run;

  Questions(RunExecution run) {
    this.run = run;
  }

  /** Asks for what has this name, with arguments as its declaration, if it has one, takes them. */
  QueryAnswer ask(String name, @Nullable Payload argument) {
    HandlerDefinition own = run.definition().queries().get(name);
    if (own != null) {
      Object value = answer(name, () -> declared(own, read(name, argument, own.parameterTypes())));
      return new QueryAnswer(value, own.resultType());
    }
    RegisteredHandlers.QueryHandler registered = run.handlers().query(name);
    if (registered == null) {
      throw unknown(name);
    }
    Class<?> type = registered.argumentType();
    List<Type> types = type == null ? List.of() : List.of(type);
    Object value =
        answer(
            name,
            () -> {
              @Nullable Object[] values = read(name, argument, types);
              return () -> registered.code().apply(values.length == 0 ? null : values[0]);
            });
    return new QueryAnswer(value, registered.resultType());
  }

  private Callable<@Nullable Object> declared(
      HandlerDefinition query, @Nullable Object[] arguments) {
    Object target = run.code().instance();
    return () -> RunCode.invoke(query.method(), target, arguments);
  }

  private @Nullable Object answer(String name, Supplier<Callable<@Nullable Object>> asked) {
    CodeWatch watch = run.parts().queries();
    watch.refuseWhileHanging(run);
    Question question = new Question(run, name, asked);
    Fiber reader = new Fiber(run, "Query '" + name + "'", question::ask, watch);
    if (!reader.resume(run.parts().fibers())) {
      throw run.fibers().leaveBehind(reader);
    }
    return question.answer();
  }

  private @Nullable Object[] read(String name, @Nullable Payload argument, List<Type> types) {
    try {
      return run.parts().codec().decodeArguments(argument, types);
    } catch (PayloadException e) {
      throw new InvalidRequestException(
          ErrorCode.INVALID_PAYLOAD,
          "The argument of query '%s' cannot be used: %s".formatted(name, e.fact()),
          e);
    }
  }

  private InvalidRequestException unknown(String name) {
    if (run.definition().dynamicHandlers()) {
      return new InvalidRequestException(
          ErrorCode.UNKNOWN_QUERY,
          "Workflow '%s' has no query '%s'; known are %s.%s"
              .formatted(
                  run.id().workflowId(),
                  name,
                  run.handlers().knownQueries(),
                  run.hasBegun() ? "" : " Its code has not begun, so it has registered none yet."));
    }
    return new InvalidRequestException(
        ErrorCode.UNKNOWN_QUERY,
        "Version %d of '%s', which the run stays on, has no query '%s'; it has %s."
            .formatted(
                run.definition().version(),
                run.definition().type(),
                name,
                new TreeSet<>(run.definition().queries().keySet())));
  }
}
