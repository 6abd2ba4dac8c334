package dev.workflows.sample.subscription;

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

/** The door for subscribers. */
@RestController
@RequestMapping("/subscriptions")
class SubscriptionController {

  private final Subscriptions subscriptions;

  SubscriptionController(Subscriptions subscriptions) {
    this.subscriptions = subscriptions;
  }

  @PostMapping
  ResponseEntity<Void> begin(@Valid @RequestBody NewSubscription subscription) {
    subscriptions.begin(subscription);
    String path = UriUtils.encode(subscription.id(), StandardCharsets.UTF_8);
    return ResponseEntity.accepted().location(URI.create("/subscriptions/" + path)).build();
  }

  @GetMapping("/{id}")
  Subscriptions.State find(@PathVariable String id) {
    return subscriptions.find(id);
  }

  @DeleteMapping("/{id}")
  @ResponseStatus(HttpStatus.ACCEPTED)
  void cancel(@PathVariable String id) {
    subscriptions.cancel(id);
  }
}
