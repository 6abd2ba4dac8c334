package dev.workflows.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.workflows.ErrorCode;
import dev.workflows.InvalidRequestException;
import dev.workflows.WorkflowCall;
import dev.workflows.spi.StubFactory;
import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A lambda's one call is found again among the methods of the workflow class. */
class CallRecorderTests {

  private final CallRecorder<Shop> recorder = new CallRecorder<>(Shop.class, new Proxies());

  /** An interface that many workflows share. */
  interface Process<I> {

    int execute(I input);

    void change(I input);
  }

  interface Shop extends Process<String> {

    void change(Integer amount);
  }

  abstract static class Base {

    /** Implements a method of an interface that this class does not know. */
    public int execute(String input) {
      return input.length();
    }
  }

  static final class ShopWorkflow extends Base implements Shop {

    @Override
    public void change(String input) {}

    @Override
    public void change(Integer amount) {}
  }

  private static final class Proxies implements StubFactory {

    @Override
    public <S> S stub(Class<S> type, InvocationHandler calls) {
      return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, calls));
    }
  }

  @Test
  void recordsTheMethodAndTheArguments() {
    CallRecorder.Call call = recorder.record(shop -> shop.change(3));

    assertThat(call.method().getName()).isEqualTo("change");
    assertThat(call.arguments()).isEqualTo(List.of(3));
  }

  @Test
  void knowsAMethodOfAGenericInterfaceByTheOneThatImplementsIt() {
    CallRecorder.Call call = recorder.recordFunction(shop -> shop.execute("tea"));

    assertThat(isOf(call, Base.class, "execute", String.class)).isTrue();
    assertThat(isOf(call, ShopWorkflow.class, "change", String.class)).isFalse();
  }

  @Test
  void keepsOverloadsApart() {
    CallRecorder.Call text = recorder.record(shop -> shop.change("tea"));
    CallRecorder.Call number = recorder.record(shop -> shop.change(3));

    assertThat(isOf(text, ShopWorkflow.class, "change", String.class)).isTrue();
    assertThat(isOf(text, ShopWorkflow.class, "change", Integer.class)).isFalse();
    assertThat(isOf(number, ShopWorkflow.class, "change", Integer.class)).isTrue();
    assertThat(isOf(number, ShopWorkflow.class, "change", String.class)).isFalse();
  }

  @Test
  void refusesALambdaWithoutACallOrWithTwo() {
    assertRefused(shop -> {}, "0 calls");
    assertRefused(
        shop -> {
          shop.change(1);
          shop.change(2);
        },
        "2 calls");
  }

  @Test
  void refusesALambdaThatAsksTheRecorderItself() {
    assertRefused(shop -> assertThat(shop.hashCode()).isZero(), "'hashCode'");
  }

  @Test
  void refusesALambdaThatThrows() {
    assertRefused(
        shop -> {
          throw new IOException("no file");
        },
        "threw an exception");
  }

  private void assertRefused(WorkflowCall<Shop> call, String why) {
    assertThatThrownBy(() -> recorder.record(call))
        .isInstanceOfSatisfying(
            InvalidRequestException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_CALL))
        .hasMessageContaining(why);
  }

  private static boolean isOf(
      CallRecorder.Call call, Class<?> declaring, String name, Class<?> parameter) {
    try {
      Method method = declaring.getMethod(name, parameter);
      return call.isOf(method, ShopWorkflow.class);
    } catch (NoSuchMethodException e) {
      throw new AssertionError(e);
    }
  }
}
