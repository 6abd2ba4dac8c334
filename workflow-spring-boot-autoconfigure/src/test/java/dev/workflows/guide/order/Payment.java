package dev.workflows.guide.order;

import java.math.BigDecimal;

/** What was paid, and how. */
public record Payment(String method, BigDecimal amount) {}
