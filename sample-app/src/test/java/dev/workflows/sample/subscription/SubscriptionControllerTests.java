package dev.workflows.sample.subscription;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;
import static org.mockito.BDDMockito.then;

import dev.workflows.sample.order.OrderLine;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.webmvc.test.autoconfigure.WebMvcTest;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.test.context.bean.override.mockito.MockitoBean;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

@WebMvcTest(SubscriptionController.class)
class SubscriptionControllerTests {

  private static final String COFFEE =
      """
      {"id":"s-1","customer":"Ada","lines":[{"sku":"coffee","quantity":1}],"amount":9.90,\
      "method":"card"}""";

  @Autowired private MockMvcTester mvc;
  @MockitoBean private Subscriptions subscriptions;

  @Test
  void acceptsASubscriptionAndSaysWhereItIs() {
    MvcTestResult answer = post(COFFEE);

    assertThat(answer).hasStatus(HttpStatus.ACCEPTED).hasHeader("Location", "/subscriptions/s-1");
    then(subscriptions)
        .should()
        .begin(
            new NewSubscription(
                "s-1", "Ada", List.of(new OrderLine("coffee", 1)), new BigDecimal("9.90"), "card"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"id\":\"\"", "\"id\":\"s/1\"", "\"lines\":[]", "\"amount\":-1"})
  void refusesASubscriptionThatIsNone(String wrong) {
    String body = COFFEE.substring(0, COFFEE.length() - 1) + "," + wrong + "}";

    assertThat(post(body))
        .hasStatus(HttpStatus.BAD_REQUEST)
        .hasContentType(MediaType.APPLICATION_PROBLEM_JSON);
    then(subscriptions).shouldHaveNoInteractions();
  }

  @Test
  void showsASubscription() {
    given(subscriptions.find("s-1")).willReturn(new Subscriptions.State("s-1", 3, true));

    assertThat(mvc.get().uri("/subscriptions/s-1"))
        .hasStatusOk()
        .bodyJson()
        .isStrictlyEqualTo("{\"id\":\"s-1\",\"month\":3,\"active\":true}");
  }

  @Test
  void acceptsACancellation() {
    assertThat(mvc.delete().uri("/subscriptions/s-1")).hasStatus(HttpStatus.ACCEPTED);
    then(subscriptions).should().cancel("s-1");
  }

  private MvcTestResult post(String body) {
    return mvc.post()
        .uri("/subscriptions")
        .contentType(MediaType.APPLICATION_JSON)
        .content(body)
        .exchange();
  }
}
