package dev.workflows.sample;

import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The shop's settings.
 *
 * @param paymentTimeout how long an order waits for its payment; an order keeps the value it was
 *     placed with
 * @param month how long subscribers wait for their next order; a subscription keeps the value it
 *     was placed with
 * @param carrierDelay how long the carrier takes to accept a parcel
 * @param cardNetworkDelay how long the card network takes to answer once it has charged a card
 */
@Validated
@ConfigurationProperties("shop")
public record ShopProperties(
    @DefaultValue("24h") @DurationMin(nanos = 1) Duration paymentTimeout,
    @DefaultValue("30d") @DurationMin(nanos = 1) Duration month,
    @DefaultValue("0s") @DurationMin Duration carrierDelay,
    @DefaultValue("0s") @DurationMin Duration cardNetworkDelay) {}
