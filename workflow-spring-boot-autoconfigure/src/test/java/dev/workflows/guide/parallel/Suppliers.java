package dev.workflows.guide.parallel;

import dev.workflows.Activity;
import org.springframework.stereotype.Component;

/** Suppliers in several regions. */
@Component
@Activity
public class Suppliers {

  public int stock(String item) {
    return item.length();
  }

  public int price(String item, String region) {
    return item.length() * region.length();
  }
}
