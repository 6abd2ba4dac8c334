package dev.workflows.sample.checkout;

import dev.workflows.sample.ShortText;
import dev.workflows.sample.order.Order;
import dev.workflows.sample.order.OrderLine;
import dev.workflows.sample.order.OrderStatus;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.util.List;

/**
 * The body of a request for an order. Its id becomes part of a URL, where slashes have no place.
 */
record NewOrder(
    @ShortText @Pattern(regexp = "[^/\\\\]*", message = "must not contain / or \\") String id,
    @ShortText String customer,
    @NotEmpty @Size(max = 100) List<@NotNull @Valid OrderLine> lines,
    @NotNull @PositiveOrZero @Digits(integer = 10, fraction = 2) BigDecimal amount) {

  Order toOrder() {
    return new Order(id, customer, lines, amount, OrderStatus.NEW);
  }
}
