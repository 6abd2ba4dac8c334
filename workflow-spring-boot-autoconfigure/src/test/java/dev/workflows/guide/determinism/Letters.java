package dev.workflows.guide.determinism;

import dev.workflows.Activity;
import org.springframework.stereotype.Component;

/** Writes letters. */
@Component
@Activity
public class Letters {

  public String remind(String customer) {
    return "remember, " + customer;
  }

  public String renew(String customer) {
    return "renewed for " + customer;
  }
}
