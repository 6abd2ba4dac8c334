package dev.workflows.sample.subscription;

import dev.workflows.sample.ShortText;
import dev.workflows.sample.order.OrderLine;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;

/** The body of a request for a subscription. Its orders get its id and the number of the month. */
record NewSubscription(
    @ShortText @Size(max = 240) @Pattern(regexp = "[^/\\\\]*", message = "must not contain / or \\")
        String id,
    @ShortText String customer,
    @NotEmpty @Size(max = 100) List<@NotNull @Valid OrderLine> lines,
    @NotNull @PositiveOrZero @Digits(integer = 10, fraction = 2) BigDecimal amount,
    @ShortText String method) {

  Subscription of(Duration month) {
    return new Subscription(id, customer, lines, amount, method, month);
  }
}
