package dev.workflows.autoconfigure.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SpringStubFactoryTests {

  interface Api {
    int add(int a, int b);
  }

  static class Type implements Api {
    Type(String required) {
      throw new IllegalStateException("constructed with " + required);
    }

    @Override
    public int add(int a, int b) {
      return a + b;
    }

    void hidden(@Nullable String text) {
      throw new IllegalStateException("executed with " + text);
    }
  }

  static final class Closed {}

  @SuppressWarnings("ClassCanBeFinal")
  static class Hidden {
    private Hidden() {}

    int number() {
      return 1;
    }
  }

  private final SpringStubFactory stubs = new SpringStubFactory();
  private final List<String> calls = new ArrayList<>();

  @Test
  void passesCallsOfAnInterfaceOn() {
    assertThat(stub(Api.class).add(1, 2)).isEqualTo(7);
    assertThat(calls).containsExactly("add");
  }

  @Test
  void passesCallsOfAClassOnWithoutConstructingIt() {
    Type stub = stub(Type.class);

    assertThat(stub.add(1, 2)).isEqualTo(7);
    stub.hidden(null);
    assertThat(calls).containsExactly("add", "hidden");
  }

  @Test
  void givesEachStubItsOwnHandler() {
    Type first = stubs.stub(Type.class, (self, method, arguments) -> 1);
    Type second = stubs.stub(Type.class, (self, method, arguments) -> 2);

    assertThat(first.add(0, 0)).isEqualTo(1);
    assertThat(second.add(0, 0)).isEqualTo(2);
    assertThat(first.getClass()).isSameAs(second.getClass());
  }

  @Test
  void needsNoConstructor() {
    assertThat(stub(Hidden.class).number()).isEqualTo(7);
  }

  @Test
  void refusesAFinalClass() {
    assertThatThrownBy(() -> stub(Closed.class)).isInstanceOf(IllegalArgumentException.class);
  }

  private <T> T stub(Class<T> type) {
    return stubs.stub(
        type,
        (self, method, arguments) -> {
          calls.add(method.getName());
          return method.getReturnType() == void.class ? null : 7;
        });
  }
}
