package dev.workflows.jdbc.crash;

import dev.workflows.StartOptions;
import dev.workflows.WorkflowClient;
import dev.workflows.WorkflowClosedException;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Who uses the machines: asks again, with the same ids, until it is answered. So whatever it asked
 * for must have happened in the end, once.
 */
final class Client {

  private static final int TRIES = 5;

  private static final Duration GLANCE = Duration.ofMillis(100);

  private static final String EVENTS =
      """
      select count(*)
      from workflow_event e
        join workflow_run r on r.run_id = e.run_id
      where r.workflow_id = :id and e.type <> 'owner_changed'
      """;

  private final Machines machines;
  private final JdbcClient tables;

  Client(Machines machines, JdbcClient tables) {
    this.machines = machines;
    this.tables = tables;
  }

  /** Waits until so much is recorded of a run. */
  void awaitEvents(String id, long count) {
    while (tables.sql(EVENTS).param("id", id).query(Long.class).single() < count) {
      machines.pass(GLANCE);
    }
  }

  /** Lets time pass. */
  void pass(Duration time) {
    machines.pass(time);
  }

  void start(String id, String... legs) {
    request(client -> start(client, id, Duration.ZERO, legs));
  }

  void startLater(String id, Duration delay, String... legs) {
    request(client -> start(client, id, delay, legs));
  }

  void signal(String id, String what) {
    request(client -> signal(client, id, what));
  }

  void cancel(String id) {
    request(client -> client.cancel(id, "enough"));
  }

  /** Each request is another one, so one that was answered by nobody may have been the end. */
  void terminate(String id) {
    boolean[] asked = new boolean[1];
    request(
        client -> {
          try {
            client.terminate(id, "enough");
          } catch (WorkflowClosedException e) {
            if (!asked[0]) {
              throw e;
            }
          } finally {
            asked[0] = true;
          }
        });
  }

  /** Has an effect and does something with the engine, both or neither. */
  void inTransaction(String effect, Runnable body) {
    request(
        client ->
            machines
                .current()
                .access()
                .transactions()
                .executeWithoutResult(
                    status -> {
                      Effects effects = machines.current().access().effects();
                      if (!effects.has(effect)) {
                        effects.add(effect);
                        body.run();
                      }
                    }));
  }

  /** Within a transaction, whose rollback makes it not have happened. */
  void startOnce(String id, String... legs) {
    start(machines.current().client(), id, Duration.ZERO, legs);
  }

  void signalOnce(String id, String what) {
    signal(machines.current().client(), id, what);
  }

  private static void start(WorkflowClient client, String id, Duration delay, String... legs) {
    StartOptions options = StartOptions.of(id).withIdempotencyKey(id).withDelay(delay);
    client.start(Voyage.TYPE, options, List.of(legs));
  }

  private static void signal(WorkflowClient client, String id, String what) {
    client.signal(id, what, "tell", what);
  }

  private void request(Consumer<WorkflowClient> request) {
    boolean answered = false;
    for (int tries = 1; !answered; tries++) {
      Machine asked = machines.current();
      try {
        request.accept(asked.client());
        answered = !asked.isDead();
      } catch (RuntimeException | MachineDied e) {
        if (tries == TRIES) {
          throw e;
        }
      }
    }
  }
}
