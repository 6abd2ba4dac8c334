package dev.workflows.sample.checkout;

import dev.workflows.sample.order.Order;
import dev.workflows.sample.payment.Payment;
import jakarta.validation.Valid;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.UriUtils;

/**
 * The shop's door. It answers 202 as soon as a wish is durable; what becomes of it is seen with
 * {@code GET}.
 */
@RestController
@RequestMapping("/orders")
class OrderController {

  private final Checkout checkout;

  OrderController(Checkout checkout) {
    this.checkout = checkout;
  }

  @PostMapping
  ResponseEntity<Void> place(@Valid @RequestBody NewOrder order) {
    checkout.place(order.toOrder());
    String path = UriUtils.encode(order.id(), StandardCharsets.UTF_8);
    return ResponseEntity.accepted().location(URI.create("/orders/" + path)).build();
  }

  @GetMapping("/{id}")
  Order find(@PathVariable String id) {
    return checkout.find(id);
  }

  @PostMapping("/{id}/payment")
  @ResponseStatus(HttpStatus.ACCEPTED)
  void pay(@PathVariable String id, @Valid @RequestBody Payment payment) {
    checkout.pay(id, payment);
  }

  /** Answers with what holds now, unlike the others: the order has been asked. */
  @PostMapping("/{id}/address")
  NewAddress changeAddress(@PathVariable String id, @Valid @RequestBody NewAddress address) {
    return new NewAddress(checkout.changeAddress(id, address.address()));
  }

  @DeleteMapping("/{id}")
  @ResponseStatus(HttpStatus.ACCEPTED)
  void cancel(@PathVariable String id) {
    checkout.cancel(id);
  }
}
