package dev.workflows.sample.order;

import dev.workflows.sample.ShortText;
import jakarta.validation.constraints.Min;
import org.springframework.data.relational.core.mapping.Table;

/** So many of one article. */
@Table("order_lines")
public record OrderLine(@ShortText String sku, @Min(1) int quantity) {

  @Override
  public String toString() {
    return quantity + " " + sku;
  }
}
