package dev.workflows.autoconfigure.order;

import dev.workflows.ActivityContext;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.stereotype.Component;

@Component
public class FastShipping implements Shipping {

  private final ActivityContext context;
  private final List<String> calls = new CopyOnWriteArrayList<>();

  FastShipping(ActivityContext context) {
    this.context = context;
  }

  @Override
  public String ship(String orderId) {
    calls.add(context.idempotencyKey());
    return "P-" + orderId;
  }

  public List<String> calls() {
    return calls;
  }
}
