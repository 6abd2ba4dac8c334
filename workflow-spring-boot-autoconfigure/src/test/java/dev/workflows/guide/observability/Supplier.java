package dev.workflows.guide.observability;

import dev.workflows.Activity;
import dev.workflows.ActivityContext;
import org.springframework.stereotype.Component;

/** Is not always there. */
@Component
public class Supplier {

  private final ActivityContext activity;

  Supplier(ActivityContext activity) {
    this.activity = activity;
  }

  @Activity
  public int order(String sku, int refusals) {
    if (activity.attempt() <= refusals) {
      throw new IllegalStateException("no " + sku + " today");
    }
    return 1;
  }
}
