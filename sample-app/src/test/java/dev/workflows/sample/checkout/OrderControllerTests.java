package dev.workflows.sample.checkout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.BDDMockito.given;
import static org.mockito.BDDMockito.then;
import static org.mockito.BDDMockito.willThrow;

import dev.workflows.ErrorCode;
import dev.workflows.Failure;
import dev.workflows.RunId;
import dev.workflows.UpdateRejectedException;
import dev.workflows.WorkflowClosedException;
import dev.workflows.WorkflowException;
import dev.workflows.sample.order.Order;
import dev.workflows.sample.order.OrderLine;
import dev.workflows.sample.order.OrderStatus;
import dev.workflows.sample.payment.Payment;
import java.math.BigDecimal;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.webmvc.test.autoconfigure.WebMvcTest;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.test.context.bean.override.mockito.MockitoBean;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.web.server.ResponseStatusException;

@WebMvcTest(
    value = OrderController.class,
    properties = "logging.level.dev.workflows.sample.checkout.Problems=off")
class OrderControllerTests {

  private static final Order TEA =
      new Order(
          "o-1", "Ada", List.of(new OrderLine("tea", 2)), new BigDecimal("19.90"), OrderStatus.NEW);
  private static final String TEA_JSON =
      """
      {"id":"o-1","customer":"Ada","lines":[{"sku":"tea","quantity":2}],"amount":19.90}""";
  private static final String PAYMENT_JSON =
      """
      {"amount":19.90,"method":"card"}""";

  @Autowired private MockMvcTester mvc;
  @MockitoBean private Checkout checkout;

  @Test
  void acceptsAnOrderAndSaysWhereItIs() {
    MvcTestResult answer = post("/orders", TEA_JSON);

    assertThat(answer).hasStatus(HttpStatus.ACCEPTED).hasHeader("Location", "/orders/o-1");
    then(checkout).should().place(TEA);
  }

  @Test
  void encodesTheIdInTheLocation() {
    MvcTestResult answer = post("/orders", TEA_JSON.replace("o-1", "Tee & Söhne;1"));

    assertThat(answer).hasHeader("Location", "/orders/Tee%20%26%20S%C3%B6hne%3B1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "no JSON",
        "[]",
        "{}",
        """
        {"id":"","customer":"Ada","lines":[{"sku":"tea","quantity":2}],"amount":19.90}""",
        """
        {"id":"  ","customer":"Ada","lines":[{"sku":"tea","quantity":2}],"amount":19.90}""",
        """
        {"id":"o\\n1","customer":"Ada","lines":[{"sku":"tea","quantity":2}],"amount":19.90}""",
        """
        {"id":"o\\u00851","customer":"Ada","lines":[{"sku":"tea","quantity":2}],"amount":19.90}""",
        """
        {"id":"o\\ud800","customer":"Ada","lines":[{"sku":"tea","quantity":2}],"amount":19.90}""",
        """
        {"id":"o/1","customer":"Ada","lines":[{"sku":"tea","quantity":2}],"amount":19.90}""",
        """
        {"customer":"Ada","lines":[{"sku":"tea","quantity":2}],"amount":19.90}""",
        """
        {"id":"o-1","customer":"A\\u0000","lines":[{"sku":"tea","quantity":2}],"amount":19.90}""",
        """
        {"id":"o-1","customer":"Ada","lines":[],"amount":19.90}""",
        """
        {"id":"o-1","customer":"Ada","amount":19.90}""",
        """
        {"id":"o-1","customer":"Ada","lines":[null],"amount":19.90}""",
        """
        {"id":"o-1","customer":"Ada","lines":[{"sku":"tea","quantity":0}],"amount":19.90}""",
        """
        {"id":"o-1","customer":"Ada","lines":[{"sku":"tea","quantity":1.5}],"amount":19.90}""",
        """
        {"id":"o-1","customer":"Ada","lines":[{"sku":"","quantity":1}],"amount":19.90}""",
        """
        {"id":"o-1","customer":"Ada","lines":[{"sku":"tea","quantity":2}],"amount":-1}""",
        """
        {"id":"o-1","customer":"Ada","lines":[{"sku":"tea","quantity":2}],"amount":1e999999}""",
        """
        {"id":"o-1","customer":"Ada","lines":[{"sku":"tea","quantity":2}]}"""
      })
  void refusesAnOrderThatIsNone(String body) {
    MvcTestResult answer = post("/orders", body);

    assertThat(answer)
        .hasStatus(HttpStatus.BAD_REQUEST)
        .hasContentType(MediaType.APPLICATION_PROBLEM_JSON);
    then(checkout).shouldHaveNoInteractions();
  }

  @Test
  void refusesAnIdOver255Characters() {
    assertThat(post("/orders", TEA_JSON.replace("o-1", "x".repeat(255))))
        .hasStatus(HttpStatus.ACCEPTED);
    assertThat(post("/orders", TEA_JSON.replace("o-1", "x".repeat(256))))
        .hasStatus(HttpStatus.BAD_REQUEST);
  }

  @Test
  void namesEveryFieldThatIsWrong() {
    MvcTestResult answer = post("/orders", "{\"customer\":\"Ada\",\"lines\":[],\"amount\":1}");

    assertThat(answer)
        .bodyJson()
        .extractingPath("$.detail")
        .asString()
        .contains("id must have 1 to 255 characters", "lines must not be empty");
  }

  @Test
  void answersConflictForAnIdThatExists() {
    willThrow(new DuplicateKeyException("orders_pkey")).given(checkout).place(any());

    assertThat(post("/orders", TEA_JSON))
        .hasStatus(HttpStatus.CONFLICT)
        .hasContentType(MediaType.APPLICATION_PROBLEM_JSON);
  }

  @Test
  void showsAnOrder() {
    given(checkout.find("o-1")).willReturn(TEA.withStatus(OrderStatus.SHIPPING));

    assertThat(mvc.get().uri("/orders/o-1"))
        .hasStatusOk()
        .bodyJson()
        .isStrictlyEqualTo(
            TEA_JSON.substring(0, TEA_JSON.length() - 1) + ",\"status\":\"SHIPPING\"}");
  }

  @Test
  void answersNotFoundForAnUnknownOrder() {
    given(checkout.find("o-2"))
        .willThrow(new ResponseStatusException(HttpStatus.NOT_FOUND, "There is no order 'o-2'"));

    assertThat(mvc.get().uri("/orders/o-2"))
        .hasStatus(HttpStatus.NOT_FOUND)
        .hasContentType(MediaType.APPLICATION_PROBLEM_JSON)
        .bodyJson()
        .extractingPath("$.detail")
        .isEqualTo("There is no order 'o-2'");
  }

  @Test
  void acceptsAPayment() {
    assertThat(post("/orders/o-1/payment", PAYMENT_JSON)).hasStatus(HttpStatus.ACCEPTED);
    then(checkout).should().pay("o-1", new Payment(new BigDecimal("19.90"), "card"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{}", "{\"amount\":-1,\"method\":\"card\"}", "{\"amount\":1,\"method\":\"\"}"})
  void refusesAPaymentThatIsNone(String body) {
    assertThat(post("/orders/o-1/payment", body))
        .hasStatus(HttpStatus.BAD_REQUEST)
        .hasContentType(MediaType.APPLICATION_PROBLEM_JSON);
    then(checkout).shouldHaveNoInteractions();
  }

  @Test
  void changesAnAddress() {
    given(checkout.changeAddress("o-1", "Oslo")).willReturn("Oslo");

    assertThat(post("/orders/o-1/address", "{\"address\":\"Oslo\"}"))
        .hasStatusOk()
        .bodyJson()
        .isStrictlyEqualTo("{\"address\":\"Oslo\"}");
    assertThat(post("/orders/o-1/address", "{\"address\":\"\"}")).hasStatus(HttpStatus.BAD_REQUEST);
  }

  @Test
  void answersConflictForAnAddressThatComesTooLate() {
    RunId run = new RunId("o-1", new UUID(0, 1));
    Failure why = Failure.of(ErrorCode.UPDATE_REJECTED, "Too late");
    willThrow(new UpdateRejectedException("changeAddress", run, why))
        .given(checkout)
        .changeAddress("o-1", "Oslo");

    MvcTestResult answer = post("/orders/o-1/address", "{\"address\":\"Oslo\"}");

    assertThat(answer).hasStatus(HttpStatus.CONFLICT);
    assertThat(answer).bodyJson().extractingPath("$.code").isEqualTo("WF-218");
    assertThat(answer).bodyJson().extractingPath("$.detail").isEqualTo("Too late");
  }

  @Test
  void acceptsACancellation() {
    assertThat(mvc.delete().uri("/orders/o-1")).hasStatus(HttpStatus.ACCEPTED);
    then(checkout).should().cancel("o-1");
  }

  @Test
  void answersWithTheCodeOfTheEngine() {
    willThrow(new WorkflowClosedException("Run o-1 has ended")).given(checkout).cancel("o-1");

    assertThat(mvc.delete().uri("/orders/o-1"))
        .hasStatus(HttpStatus.CONFLICT)
        .hasContentType(MediaType.APPLICATION_PROBLEM_JSON)
        .bodyJson()
        .extractingPath("$.code")
        .isEqualTo("WF-202");
  }

  @Test
  void answersUnavailableWhileTheStoreIsAway() {
    willThrow(new WorkflowException(ErrorCode.STORE_UNAVAILABLE, "No connection"))
        .given(checkout)
        .cancel("o-1");

    assertThat(mvc.delete().uri("/orders/o-1")).hasStatus(HttpStatus.SERVICE_UNAVAILABLE);
  }

  @Test
  void doesNotTellStrangersWhatWentWrongInside() {
    willThrow(new IllegalStateException("secret")).given(checkout).cancel("o-1");

    assertThat(mvc.delete().uri("/orders/o-1"))
        .hasStatus(HttpStatus.INTERNAL_SERVER_ERROR)
        .hasContentType(MediaType.APPLICATION_PROBLEM_JSON)
        .bodyText()
        .doesNotContain("secret");
  }

  @Test
  void answersWithAProblemWhereThereIsNothing() {
    assertThat(mvc.get().uri("/nowhere"))
        .hasStatus(HttpStatus.NOT_FOUND)
        .hasContentType(MediaType.APPLICATION_PROBLEM_JSON);
    assertThat(mvc.put().uri("/orders/o-1"))
        .hasStatus(HttpStatus.METHOD_NOT_ALLOWED)
        .hasContentType(MediaType.APPLICATION_PROBLEM_JSON);
  }

  private MvcTestResult post(String path, String body) {
    return mvc.post().uri(path).contentType(MediaType.APPLICATION_JSON).content(body).exchange();
  }
}
