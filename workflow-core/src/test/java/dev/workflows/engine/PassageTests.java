package dev.workflows.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.workflows.RunId;
import dev.workflows.WorkflowException;
import dev.workflows.WorkflowInterceptor;
import dev.workflows.WorkflowOperation;
import dev.workflows.WorkflowOperation.Kind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** An operation passes each interceptor once, in order, and none of them can hide what it threw. */
class PassageTests {

  private static final RunId RUN = new RunId("order-1", new UUID(7, 1));
  private static final WorkflowOperation SIGNAL =
      new WorkflowOperation(Kind.SIGNAL, null, "order-1", null, "paid", 0, 0);

  private final List<String> log = new ArrayList<>();

  private WorkflowInterceptor logging(String name) {
    return new WorkflowInterceptor() {
      @Override
      public void around(WorkflowOperation operation, Next next) throws Exception {
        log.add(name + " before " + operation.run());
        try {
          log.add(name + " after " + next.proceed().run());
        } catch (Exception e) {
          log.add(name + " saw " + e.getMessage());
          throw e;
        }
      }
    };
  }

  private static WorkflowInterceptor around(Around around) {
    return new WorkflowInterceptor() {
      @Override
      public void around(WorkflowOperation operation, Next next) throws Exception {
        around.around(next);
      }
    };
  }

  private interface Around {
    void around(WorkflowInterceptor.Next next) throws Exception;
  }

  private WorkflowOperation body(WorkflowOperation operation) {
    log.add("body");
    return operation.reached(RUN, "order");
  }

  private static void pass(Passage.Body body, WorkflowInterceptor... chain) throws Throwable {
    new Interceptors(List.of(chain)).around(SIGNAL, body);
  }

  @Test
  void nestsInterceptorsTheFirstOutermost() throws Throwable {
    pass(this::body, logging("outer"), logging("inner"));

    assertThat(log)
        .containsExactly(
            "outer before null",
            "inner before null",
            "body",
            "inner after " + RUN,
            "outer after " + RUN);
  }

  @Test
  void showsWhatTheOperationThrowsToAllOfThem() {
    IOException broken = new IOException("broken");

    assertThatThrownBy(
            () ->
                pass(
                    operation -> {
                      throw broken;
                    },
                    logging("outer"),
                    logging("inner")))
        .isSameAs(broken);

    assertThat(log).endsWith("inner saw broken", "outer saw broken");
  }

  @Test
  void doesNotLetAnInterceptorHideWhatWasThrown() {
    IllegalStateException broken = new IllegalStateException("broken");

    assertThatThrownBy(
            () ->
                pass(
                    operation -> {
                      throw broken;
                    },
                    logging("outer"),
                    around(
                        next -> {
                          try {
                            next.proceed();
                          } catch (IllegalStateException hidden) {
                            log.add("hidden");
                          }
                        })))
        .isSameAs(broken);

    assertThat(log).containsExactly("outer before null", "hidden", "outer saw broken");
  }

  @Test
  void passesOnWhatIsNoException() {
    Throwable odd = new Throwable("odd");
    AssertionError error = new AssertionError("error");

    assertThatThrownBy(
            () ->
                pass(
                    operation -> {
                      throw odd;
                    },
                    logging("a")))
        .isSameAs(odd);
    assertThatThrownBy(
            () ->
                pass(
                    operation -> {
                      throw error;
                    },
                    logging("b")))
        .isSameAs(error);
  }

  @Test
  void refusesAnInterceptorThatDoesNotProceed() {
    assertThatExceptionOfType(WorkflowException.class)
        .isThrownBy(() -> pass(this::body, logging("outer"), around(next -> {})))
        .withMessageContaining("did not proceed with SIGNAL paid");

    assertThat(log).doesNotContain("body");
  }

  @Test
  void carriesNothingOutTwice() {
    assertThatExceptionOfType(WorkflowException.class)
        .isThrownBy(
            () ->
                pass(
                    this::body,
                    around(
                        next -> {
                          next.proceed();
                          next.proceed();
                        })))
        .withMessageContaining("proceeded twice with SIGNAL paid");

    assertThat(log).containsExactly("body");
  }

  @Test
  void letsAnInterceptorThrowBeforeAnythingHappensAndAfterwards() {
    assertThatThrownBy(
            () ->
                pass(
                    this::body,
                    around(
                        next -> {
                          throw new IOException("no");
                        })))
        .isInstanceOf(IOException.class);
    assertThat(log).isEmpty();

    assertThatThrownBy(
            () ->
                pass(
                    this::body,
                    around(
                        next -> {
                          next.proceed();
                          throw new IOException("too late");
                        })))
        .isInstanceOf(IOException.class);
    assertThat(log).containsExactly("body");
  }
}
