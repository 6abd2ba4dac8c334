package dev.workflows.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.workflows.sample.order.OrderStatus;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.annotation.DirtiesContext;

/** What the shop promises over HTTP, on any database. */
@SpringBootTest(
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {"shop.payment-timeout=5s", "shop.month=300ms"})
@DirtiesContext // closed before its database is
abstract class ShopContract {

  private static final AtomicInteger IDS = new AtomicInteger();
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final String id = "o-" + IDS.incrementAndGet();
  private ShopClient shop;
  private ShopDatabase database;

  @BeforeEach
  void connect(@LocalServerPort int port, @Autowired DataSource dataSource) {
    shop = new ShopClient(port);
    database = new ShopDatabase(dataSource);
  }

  @AfterEach
  void checkInvariants() {
    database.assertInvariants();
  }

  @Test
  void completesAnOrderThatIsPaid() {
    assertThat(shop.place(id, 2)).isEqualTo(202);
    awaitStatus(OrderStatus.AWAITING_PAYMENT);
    assertThat(shop.pay(id)).isEqualTo(202);
    awaitStatus(OrderStatus.COMPLETED);

    awaitHistoryEnd("workflow_completed");
    assertThat(shop.history(id))
        .containsExactly(
            "workflow_started",
            "activity_scheduled",
            "activity_completed",
            "timer_started",
            "signal_received",
            "timer_cancelled",
            "activity_scheduled",
            "activity_completed",
            "child_scheduled",
            "child_completed",
            "activity_scheduled",
            "activity_completed",
            "workflow_completed");
    assertThat(database.shipmentsOf(id)).isEqualTo(1);
    assertThat(database.addressesOf(id)).containsOnlyNulls();
  }

  @Test
  void keepsAPaymentThatComesBeforeTheReservation() {
    shop.place(id, 2);
    shop.pay(id);

    awaitStatus(OrderStatus.COMPLETED);
  }

  @Test
  void takesARepeatedPaymentForOne() {
    shop.place(id, 2);

    assertThat(shop.pay(id)).isEqualTo(202);
    assertThat(shop.pay(id)).isIn(202, 409);

    awaitStatus(OrderStatus.COMPLETED);
    awaitHistoryEnd("workflow_completed");
    assertThat(shop.history(id)).containsOnlyOnce("signal_received");
  }

  @Test
  void shipsWhereTheCustomerWantsItUntilItIsShipped() {
    shop.place(id, 2);

    assertThat(shop.changeAddress(id, "Rome")).isEqualTo(200);
    assertThat(shop.changeAddress(id, "Oslo")).isEqualTo(200);
    shop.pay(id);

    awaitStatus(OrderStatus.COMPLETED);
    assertThat(shop.changeAddress(id, "Bonn")).isEqualTo(409);
    assertThat(database.addressesOf(id)).containsExactly("Oslo");
  }

  @Test
  void ordersEveryMonthUntilTheSubscriberHasEnough() {
    assertThat(shop.subscribe(id)).isEqualTo(202);
    assertThat(shop.subscribe(id)).as("the same one").isEqualTo(202);
    await().atMost(PATIENCE).until(() -> database.ordersLike(id + "-").size() >= 3);

    assertThat(shop.unsubscribe(id)).isEqualTo(202);

    await()
        .atMost(PATIENCE)
        .until(() -> !shop.get("/subscriptions/" + id).path("active").asBoolean());
    int months = shop.get("/subscriptions/" + id).path("month").asInt();
    await().atMost(PATIENCE).until(() -> database.openOrders() == 0);
    assertThat(database.ordersLike(id + "-"))
        .hasSizeBetween(months - 1, months)
        .contains(id + "-1", id + "-3");
    assertThat(database.unshippedButPaid()).isEmpty();
    assertThat(shop.unsubscribe(id)).isIn(202, 409);
    assertThat(shop.statusCode("/subscriptions/none")).isEqualTo(404);
  }

  @Test
  void cancelsAnOrderThatNobodyPays() {
    long before = database.teaInStock();

    shop.place(id, 2);

    awaitStatus(OrderStatus.CANCELLED);
    awaitHistoryEnd("workflow_completed");
    assertThat(database.teaInStock()).isEqualTo(before);
  }

  @Test
  void cancelsAnOrderThatIsNoLongerWanted() {
    long before = database.teaInStock();
    shop.place(id, 2);
    awaitStatus(OrderStatus.AWAITING_PAYMENT);
    assertThat(database.teaInStock()).isEqualTo(before - 2);

    assertThat(shop.cancel(id)).isEqualTo(202);

    awaitStatus(OrderStatus.CANCELLED);
    awaitHistoryEnd("workflow_cancelled");
    assertThat(database.teaInStock()).isEqualTo(before);
  }

  @Test
  void rejectsWhatIsNotInStockAtTheFirstAttempt() {
    assertThat(shop.place(id, 10_001)).isEqualTo(202);

    awaitStatus(OrderStatus.REJECTED);
    awaitHistoryEnd("workflow_completed");
    assertThat(shop.history(id))
        .startsWith("workflow_started", "activity_scheduled", "activity_failed");
    assertThat(database.attemptsOfFailures(id)).containsExactly("1");
  }

  @Test
  void refusesASecondOrderOfTheSameIdAndStartsNothing() {
    shop.place(id, 2);
    shop.pay(id);
    awaitStatus(OrderStatus.COMPLETED);

    assertThat(shop.place(id, 2)).isEqualTo(409);
    assertThat(database.runsOf(id)).isEqualTo(1);
  }

  @Test
  void answersNotFoundForWhatWasNeverPlaced() {
    assertThat(shop.statusCode("/orders/" + id)).isEqualTo(404);
    assertThat(shop.pay(id)).isEqualTo(404);
    assertThat(shop.cancel(id)).isEqualTo(404);
  }

  @Test
  void answersConflictOnceAnOrderHasEnded() {
    shop.place(id, 10_001);
    awaitStatus(OrderStatus.REJECTED);

    assertThat(shop.pay(id)).isEqualTo(409);
    assertThat(shop.cancel(id)).isEqualTo(409);
  }

  @Test
  void losesNoTeaToCancellationsAtAnyMoment() {
    Random random = new Random(7);
    long before = database.teaInStock();
    List<String> ids = IntStream.range(0, 30).mapToObj(i -> id + "-" + i).toList();
    for (String each : ids) {
      shop.place(each, 1);
      if (random.nextBoolean()) {
        shop.pay(each);
      }
      shop.cancel(ids.get(random.nextInt(ids.indexOf(each) + 1)));
    }
    ids.forEach(shop::cancel);

    await().atMost(Duration.ofSeconds(30)).until(() -> database.openOrders() == 0);

    long sold =
        ids.stream().filter(each -> shop.status(each).equals(OrderStatus.COMPLETED.name())).count();
    assertThat(database.teaInStock()).isEqualTo(before - sold);
    assertThat(database.unshippedButPaid()).isEmpty();
  }

  private void awaitStatus(OrderStatus status) {
    await()
        .atMost(Duration.ofSeconds(20))
        .pollInterval(Duration.ofMillis(20))
        .untilAsserted(() -> assertThat(shop.status(id)).isEqualTo(status.name()));
  }

  private void awaitHistoryEnd(String type) {
    await()
        .atMost(Duration.ofSeconds(20))
        .pollInterval(Duration.ofMillis(20))
        .untilAsserted(() -> assertThat(shop.history(id)).endsWith(type));
  }
}
