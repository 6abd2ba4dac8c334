package dev.workflows.sample.payment;

import dev.workflows.sample.ShortText;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.PositiveOrZero;
import java.math.BigDecimal;

/** What a customer pays, and how. */
public record Payment(
    @NotNull @PositiveOrZero @Digits(integer = 10, fraction = 2) BigDecimal amount,
    @ShortText String method) {}
