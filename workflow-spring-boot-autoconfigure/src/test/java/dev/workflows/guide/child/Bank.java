package dev.workflows.guide.child;

import dev.workflows.Activity;
import dev.workflows.PermanentException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.stereotype.Component;

/** A bank that knows some accounts only. */
@Component
@Activity
public class Bank {

  private final List<String> transfers = new CopyOnWriteArrayList<>();

  public void transfer(String employee, int amount) {
    if (employee.startsWith("unknown")) {
      throw new PermanentException(employee + " has no account");
    }
    transfers.add(employee + " " + amount);
  }

  List<String> transfers() {
    return transfers;
  }
}
