package dev.workflows.guide.order;

import org.springframework.stereotype.Component;

/** Stands for a service elsewhere that knows repeated requests by their key. */
@Component
class Carrier {

  String send(String key, String orderId) {
    return "parcel of " + orderId + " (" + key + ")";
  }
}
