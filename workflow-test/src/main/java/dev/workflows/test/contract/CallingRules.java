package dev.workflows.test.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workflows.history.Event;
import dev.workflows.spi.ActivityTransactions.Fence;
import dev.workflows.spi.ActivityTransactions.Result;
import dev.workflows.spi.Message;
import dev.workflows.spi.RunLease;
import java.util.List;
import java.util.concurrent.Callable;

/** Runs that have called a transactional activity; the effect of these activities is a start. */
abstract class CallingRules extends StoreRules {

  /** What the turn records if it resolves the call itself. */
  static final Event GIVEN_UP = new Event.ActivityFailed(2, 1, json("{\"type\":\"timeout\"}"));

  final StartPlan effect = plan();

  CallingRules(WorkflowStoreContract contract) {
    super(contract);
  }

  /** Something happens elsewhere while the activity runs: neither effect nor outcome remain. */
  void assertNotRecorded(RunLease lease, Fence fence, Callable<?> meanwhile) throws Exception {
    Result result = execute(lease, fence, meanwhile);

    assertThat(result.recorded()).isFalse();
    assertThat(unread(lease)).isEmpty();
    assertEffect(false);
  }

  Result execute(RunLease lease) throws Exception {
    return execute(lease, fence(lease), () -> true);
  }

  Result execute(RunLease lease, Fence fence, Callable<?> meanwhile) throws Exception {
    return store()
        .activityTransactions()
        .execute(
            fence,
            () -> {
              store().callerTransaction().start(effect.run());
              Race.elsewhere(() -> meanwhile.call() != null);
              return outcome(lease);
            });
  }

  void assertEffect(boolean durable) {
    assertThat(runs().runs(List.of(effect.runId))).hasSize(durable ? 1 : 0);
  }

  /** A run that has called an activity at position 2. */
  RunLease calling() {
    RunLease lease = owned();
    commit(turn(lease).records(scheduled("ship")));
    return lease;
  }

  static Fence fence(RunLease lease) {
    return new Fence(lease, 2, 1, false);
  }

  static Message outcome(RunLease lease) {
    return Message.outcome(lease.runId(), 2, 1, json("\"done\""));
  }
}
