package dev.workflows.guide.signal;

import dev.workflows.StartOptions;
import dev.workflows.WorkflowHandle;
import dev.workflows.Workflows;
import java.time.Duration;
import org.springframework.stereotype.Service;

@Service
public class Carts {

  private final Workflows<CartWorkflow> carts;

  Carts(Workflows<CartWorkflow> carts) {
    this.carts = carts;
  }

  // tag::with-start
  WorkflowHandle<CartWorkflow> add(String customer, String article) {
    return carts.signalWithStart(
        StartOptions.of("cart-of-" + customer),
        CartWorkflow::collect, // if the customer has no cart
        cart -> cart.add(article));
  }

  // end::with-start

  // tag::after
  void closeAfter(Duration time, String customer) {
    carts.get("cart-of-" + customer).signalAfter(time, CartWorkflow::close);
  }
  // end::after
}
