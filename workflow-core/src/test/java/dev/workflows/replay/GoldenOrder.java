package dev.workflows.replay;

import dev.workflows.Activity;
import dev.workflows.ActivityFailedException;
import dev.workflows.QueryMethod;
import dev.workflows.SignalMethod;
import dev.workflows.Workflow;
import dev.workflows.WorkflowCancelledException;
import dev.workflows.WorkflowContext;
import dev.workflows.WorkflowMethod;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The code of the golden histories. Like them it is never edited: what it asks for is recorded. */
@Workflow("golden-order")
class GoldenOrder {

  enum Kind {
    NORMAL,
    GIFT,
    PREPAID
  }

  record Line(String sku, int quantity, BigDecimal price) {}

  record Order(String id, Kind kind, List<Line> lines, Instant placedAt, Optional<String> note) {}

  record Payment(BigDecimal amount, @Nullable String card) {}

  record Receipt(String order, String state, @Nullable UUID parcel, boolean paid) {}

  static final class OutOfStock extends Exception {
    private static final long serialVersionUID = 1L;

    OutOfStock(String message) {
      super(message);
    }
  }

  static final class PaymentTimeout extends RuntimeException {
    private static final long serialVersionUID = 1L;

    PaymentTimeout(String order) {
      super("Nobody paid " + order);
    }
  }

  interface Shop {
    @Activity
    String reserve(String order, List<Line> lines) throws OutOfStock;

    @Activity
    boolean charge(String order, BigDecimal amount);

    @Activity
    void release(String order);

    @Activity
    @Nullable UUID ship(String order, UUID key);

    @Activity
    int wrap(String text, int copies);
  }

  private final WorkflowContext context;
  private final Shop shop;
  private final List<String> log = new ArrayList<>();
  private @Nullable Payment payment;

  GoldenOrder(WorkflowContext context, Shop shop) {
    this.context = context;
    this.shop = shop;
    log.add("born " + context.now() + " " + context.uuid());
  }

  @WorkflowMethod
  public Receipt process(Order order) throws InterruptedException {
    if (order.kind() == Kind.PREPAID) {
      context.await("prepayment", () -> payment != null);
    }
    log.add("chance " + context.random().nextInt(1_000) + " " + context.random().nextGaussian());
    try {
      log.add("reserved " + shop.reserve(order.id(), order.lines()));
    } catch (OutOfStock e) {
      context.custom("rejected", e.getMessage().getBytes(StandardCharsets.UTF_8));
      return new Receipt(order.id(), "REJECTED", null, false);
    }
    try {
      return pay(order);
    } catch (WorkflowCancelledException e) {
      log.add("cancelled: " + e.getMessage());
      context.nonCancellable(() -> shop.release(order.id()));
      throw e;
    }
  }

  private Receipt pay(Order order) {
    if (!context.await("payment", Duration.ofHours(24), () -> payment != null)) {
      shop.release(order.id());
      throw new PaymentTimeout(order.id());
    }
    boolean paid = charge(order, payment.amount());
    context.await(() -> log.stream().noneMatch("wrapping"::equals));
    UUID parcel = shop.ship(order.id(), context.uuid());
    log.add("shipped at " + context.clock().instant());
    return new Receipt(order.id(), "SHIPPED", parcel, paid);
  }

  private boolean charge(Order order, BigDecimal amount) {
    try {
      return shop.charge(order.id(), amount);
    } catch (ActivityFailedException e) {
      log.add("charge failed after " + e.attempts() + ": " + e.failure().summary());
      context.sleep(Duration.ofMinutes(10));
      return shop.charge(order.id(), amount);
    }
  }

  @SignalMethod
  public void paid(Payment newPayment) {
    payment = newPayment;
    log.add("paid " + newPayment);
  }

  @SignalMethod("gift-wrap")
  public void wrap(String text, int copies) {
    int at = log.size();
    log.add("wrapping");
    log.set(at, "wrapped " + shop.wrap(text, copies));
  }

  @QueryMethod
  public List<String> log() {
    return List.copyOf(log);
  }
}
