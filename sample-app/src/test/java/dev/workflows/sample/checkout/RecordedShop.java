package dev.workflows.sample.checkout;

import dev.workflows.ActivityContext;
import dev.workflows.sample.ShopProperties;
import dev.workflows.sample.inventory.Inventory;
import dev.workflows.sample.inventory.StockRepository;
import dev.workflows.sample.order.Order;
import dev.workflows.sample.order.OrderBook;
import dev.workflows.sample.order.OrderRepository;
import dev.workflows.sample.order.OrderStatus;
import dev.workflows.sample.payment.CardNetwork;
import dev.workflows.sample.payment.PaymentGateway;
import dev.workflows.sample.shipping.Shipping;
import dev.workflows.sample.shipping.ShippingWorkflow;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The real activities on tables that only write down what was asked of them. */
final class RecordedShop {

  private final ScriptedContext run;
  private final List<String> effects = new ArrayList<>();
  private final Map<String, Runnable> reactions = new HashMap<>();
  private int tea;

  RecordedShop(ScriptedContext run, int tea) {
    this.run = run;
    this.tea = tea;
  }

  /** What was done, in order. */
  List<String> effects() {
    return effects;
  }

  /** Lets something happen as soon as an effect is there. */
  void after(String effect, Runnable reaction) {
    reactions.put(effect, reaction);
  }

  Inventory inventory() {
    return new Inventory(new Shelf());
  }

  PaymentGateway payments() {
    return new PaymentGateway(new Network(), new Call());
  }

  private Shipping shipping() {
    ShopProperties properties =
        new ShopProperties(Duration.ofHours(24), Duration.ofDays(30), Duration.ZERO, Duration.ZERO);
    return new Shipping(
        shipment -> {
          record(shipment.address() == null ? "ship" : "ship to " + shipment.address());
          return shipment;
        },
        properties);
  }

  /** What an order calls as a child. */
  ShippingWorkflow shippingWorkflow() {
    return new ShippingWorkflow(shipping());
  }

  OrderBook orderBook() {
    return new OrderBook(new Table());
  }

  private void record(String effect) {
    run.checkCancelled();
    effects.add(effect);
    reactions.getOrDefault(effect, () -> {}).run();
  }

  private final class Shelf implements StockRepository {

    @Override
    public boolean take(String sku, int quantity) {
      run.checkCancelled();
      if (tea < quantity) {
        return false;
      }
      tea -= quantity;
      record("take %d %s".formatted(quantity, sku));
      return true;
    }

    @Override
    public void putBack(String sku, int quantity) {
      tea += quantity;
      record("put back %d %s".formatted(quantity, sku));
    }
  }

  private final class Network implements CardNetwork {

    @Override
    public void charge(String idempotencyKey, String orderId, BigDecimal amount) {
      record("charge " + amount);
    }

    @Override
    public void refund(String idempotencyKey) {
      record("refund " + idempotencyKey);
    }
  }

  private final class Table implements OrderRepository {

    @Override
    public Optional<Order> findById(String id) {
      return Optional.empty();
    }

    @Override
    public void setStatus(String id, OrderStatus status) {
      record(status.name());
    }
  }

  private record Call() implements ActivityContext {

    @Override
    public String workflowId() {
      return "o-1";
    }

    @Override
    public UUID runId() {
      return new UUID(0, 1);
    }

    @Override
    public String activity() {
      return "paymentGateway.charge";
    }

    @Override
    public int attempt() {
      return 1;
    }

    @Override
    public String idempotencyKey() {
      return "run/7";
    }
  }
}
