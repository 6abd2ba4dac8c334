package dev.workflows.autoconfigure.payload;

import dev.workflows.Activity;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

@Component
class Safe {

  @Activity
  public String keep(String value) {
    return value;
  }

  @Activity
  @Transactional
  public String register(String value) {
    return value;
  }

  @Activity
  public void jam(String value) {
    throw new IllegalStateException("jammed by " + value);
  }
}
