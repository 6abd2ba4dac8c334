package dev.workflows.lab.worker;

import dev.workflows.Activity;
import dev.workflows.ActivityContext;
import dev.workflows.Retry;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * The activities of journeys and expeditions. Each tells the log that it begins, and what it is
 * about to return.
 */
@Component
public class Work {

  private final ActivityLog log;
  private final ActivityContext activity;
  private final JdbcClient jdbc;

  Work(ActivityLog log, ActivityContext activity, JdbcClient jdbc) {
    this.log = log;
    this.activity = activity;
    this.jdbc = jdbc;
  }

  /** Takes a while. */
  @Activity(
      retry = @Retry(maxAttempts = Retry.UNLIMITED, initialInterval = "100ms", maxInterval = "1s"))
  public String work(int millis) {
    return executed(millis, 0);
  }

  /** Fails before it succeeds. */
  @Activity(
      retry = @Retry(maxAttempts = Retry.UNLIMITED, initialInterval = "100ms", maxInterval = "1s"))
  public String flakyWork(int millis, int failures) {
    return executed(millis, failures);
  }

  /** Writes a row, exactly once. */
  @Activity(
      retry = @Retry(maxAttempts = Retry.UNLIMITED, initialInterval = "100ms", maxInterval = "1s"))
  @Transactional
  public String book(int millis) {
    return booked(millis, 0);
  }

  /** Fails before it writes a row, exactly once. */
  @Activity(
      retry = @Retry(maxAttempts = Retry.UNLIMITED, initialInterval = "100ms", maxInterval = "1s"))
  @Transactional
  public String flakyBook(int millis, int failures) {
    return booked(millis, failures);
  }

  /** What a cancelled journey does at last. */
  @Activity(
      retry = @Retry(maxAttempts = Retry.UNLIMITED, initialInterval = "100ms", maxInterval = "1s"))
  public String cleanUp(int stops) {
    return executed(stops, 0);
  }

  /** Writes a row, exactly once, and is undone if its run fails or is cancelled. */
  @Activity(
      compensateWith = "strike",
      retry = @Retry(maxAttempts = Retry.UNLIMITED, initialInterval = "100ms", maxInterval = "1s"))
  @Transactional
  public String pitch(int millis) {
    return booked(millis, 0);
  }

  /** Undoes that: fails at first, and then writes a row, exactly once. */
  @Activity(
      retry = @Retry(maxAttempts = Retry.UNLIMITED, initialInterval = "100ms", maxInterval = "1s"))
  @Transactional
  public String strike(int millis, String camp) {
    return booked(millis, 1);
  }

  /** What an order of this number is carried out by: writes a row, exactly once. */
  @Activity(
      retry = @Retry(maxAttempts = Retry.UNLIMITED, initialInterval = "100ms", maxInterval = "1s"))
  @Transactional
  public String obey(int number) {
    return booked(number, 0);
  }

  private String booked(int millis, int failures) {
    log.begins();
    jdbc.sql("insert into lab_effect (run_id, seq) values (:run, :seq)")
        .param("run", activity.runId())
        .param("seq", ActivityLog.seq(activity))
        .update();
    return finished(millis, failures);
  }

  private String executed(int millis, int failures) {
    log.begins();
    return finished(millis, failures);
  }

  private String finished(int millis, int failures) {
    rest(millis);
    if (activity.attempt() <= failures) {
      log.fails();
      throw new IllegalStateException("Attempt %d is to fail".formatted(activity.attempt()));
    }
    String result = UUID.randomUUID().toString(); // so that no two executions return the same
    log.returns(result);
    return result;
  }

  private static void rest(int millis) {
    try {
      TimeUnit.MILLISECONDS.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted", e);
    }
  }
}
