package dev.workflows.guide.activity;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.stereotype.Component;

/** Stands for a server that is busy at first and knows repeated mails by their key. */
@Component
class MailServer {

  private final List<String> keys = new CopyOnWriteArrayList<>();

  void send(String key, String to, String text) {
    boolean known = keys.contains(key);
    keys.add(key);
    if (!known) {
      throw new IllegalStateException("Busy, " + to + " gets '" + text + "' later");
    }
  }

  List<String> keys() {
    return keys;
  }
}
