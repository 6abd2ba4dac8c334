package dev.workflows.guide.order;

/** What the customer gets at the end. */
public record Receipt(String orderId, String parcel) {}
