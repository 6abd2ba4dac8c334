package dev.workflows.sample;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import org.springframework.web.client.ResourceAccessException;

/**
 * Customers who do not give up: whoever gets no answer asks again, wherever the shop is by then. A
 * conflict means that the request before had arrived, and only its answer was lost.
 */
final class Customers {

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Set<Integer> ACCEPTED = Set.of(202, 409);

  private final Supplier<ShopClient> shop;

  Customers(Supplier<ShopClient> shop) {
    this.shop = shop;
  }

  /** Places and pays one order after the other while there are more, on a thread of their own. */
  CompletableFuture<Void> buy(BooleanSupplier more, Supplier<String> newOrder) {
    return CompletableFuture.runAsync(
        () -> {
          while (more.getAsBoolean()) {
            String id = newOrder.get();
            insist(shop -> shop.place(id, 2));
            insist(shop -> shop.pay(id));
          }
        },
        task -> new Thread(task, "customers").start());
  }

  private void insist(ToIntFunction<ShopClient> request) {
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(20))
        .ignoreException(ResourceAccessException.class)
        .until(() -> isAccepted(request.applyAsInt(shop.get())));
  }

  private static boolean isAccepted(int status) {
    if (status == 404) {
      throw new IllegalStateException("An order that was accepted is gone");
    }
    return ACCEPTED.contains(status);
  }
}
