package dev.workflows.guide.activity;

import dev.workflows.Activity;
import dev.workflows.PermanentException;
import dev.workflows.Retry;
import org.springframework.stereotype.Component;

// tag::bureau
@Component
public class CreditBureau {

  private final BureauClient client;

  CreditBureau(BureauClient client) {
    this.client = client;
  }

  @Activity(retry = @Retry(maxAttempts = 10, initialInterval = "200ms", multiplier = 1.5))
  public int score(String customer) throws CreditUnavailable {
    if (customer.isBlank()) {
      throw new PermanentException("A customer without a name has no score");
    }
    return client.ask(customer);
  }
}
// end::bureau
