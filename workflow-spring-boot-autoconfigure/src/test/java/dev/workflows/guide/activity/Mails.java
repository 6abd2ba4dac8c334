package dev.workflows.guide.activity;

import dev.workflows.Activity;
import dev.workflows.ActivityContext;
import org.springframework.stereotype.Component;

// tag::mails
@Component
@Activity // every public method is one: mails.send
public class Mails {

  private final MailServer server;
  private final ActivityContext activity;

  Mails(MailServer server, ActivityContext activity) {
    this.server = server;
    this.activity = activity;
  }

  public void send(String to, String text) {
    server.send(activity.idempotencyKey(), to, text);
  }
}
// end::mails
