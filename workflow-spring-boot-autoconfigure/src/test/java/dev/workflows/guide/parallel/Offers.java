package dev.workflows.guide.parallel;

import java.util.List;

/** What there is, and what it costs where. */
public record Offers(int stock, List<Integer> prices) {}
