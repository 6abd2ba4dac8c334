package dev.workflows.guide.order;

import java.util.List;

/** What a customer ordered. */
public record Order(String id, List<Line> lines) {

  /** One article of it. */
  public record Line(String sku, int quantity) {}
}
