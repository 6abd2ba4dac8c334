package dev.workflows.guide.observability;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.stereotype.Component;

/** Wakes people; here it only writes down why. */
@Component
public class Alarms {

  private final List<String> raised = new CopyOnWriteArrayList<>();

  void raise(String why) {
    raised.add(why);
  }

  List<String> raised() {
    return raised;
  }
}
