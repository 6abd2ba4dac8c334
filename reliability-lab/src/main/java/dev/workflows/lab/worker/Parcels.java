package dev.workflows.lab.worker;

import dev.workflows.Activity;
import dev.workflows.Retry;
import org.springframework.stereotype.Component;

/** Activities that return or throw what is as large as they are told. */
@Component
public class Parcels {

  private final ActivityLog log;

  Parcels(ActivityLog log) {
    this.log = log;
  }

  /** Returns so many characters. */
  @Activity(retry = @Retry(maxAttempts = 1))
  public String pack(int characters) {
    log.begins();
    String content = "p".repeat(characters);
    if (characters < ActivityLog.LONGEST) {
      log.returns(content);
    } else {
      log.fails(); // the engine refuses it
    }
    return content;
  }

  /** Throws an exception with so long a message. */
  @Activity(retry = @Retry(maxAttempts = 1))
  public String drop(int characters) {
    log.begins();
    log.fails();
    throw new IllegalStateException("d".repeat(characters));
  }
}
