package dev.workflows.sample.inventory;

import org.springframework.data.annotation.Id;
import org.springframework.data.relational.core.mapping.Table;

/** How many of an article can still be sold. */
@Table("stock")
public record Stock(@Id String sku, int available) {}
