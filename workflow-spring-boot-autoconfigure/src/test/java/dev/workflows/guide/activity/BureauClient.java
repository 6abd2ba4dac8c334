package dev.workflows.guide.activity;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.stereotype.Component;

/** Stands for a service elsewhere that does not always answer. */
@Component
class BureauClient {

  private final List<String> asked = new CopyOnWriteArrayList<>();

  int ask(String customer) throws CreditUnavailable {
    asked.add(customer);
    if (customer.equals("nobody")) {
      throw new CreditUnavailable("No answer");
    }
    return customer.length() * 100;
  }

  List<String> asked() {
    return asked;
  }
}
