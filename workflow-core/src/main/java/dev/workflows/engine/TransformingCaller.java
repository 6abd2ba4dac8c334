package dev.workflows.engine;

import dev.workflows.spi.CallerTransaction;
import dev.workflows.spi.CommitStore.Send;
import dev.workflows.spi.CommitStore.SendOutcome;
import dev.workflows.spi.CommitStore.StartOutcome;
import dev.workflows.spi.NewRun;
import dev.workflows.spi.RunReader;
import java.util.Optional;

/** Encodes what callers write in their transactions. */
record TransformingCaller(CallerTransaction store, RunReader runs, EncodedWrites writes)
    implements CallerTransaction {

  @Override
  public boolean isActive() {
    return store.isActive();
  }

  @Override
  public Optional<String> typeOf(String target) {
    return store.typeOf(target);
  }

  @Override
  public StartOutcome start(NewRun run) {
    return store.start(writes.start(run));
  }

  @Override
  public SendOutcome send(Send send) {
    return store.send(writes.send(addressed(send)));
  }

  /**
   * To the run that is open before this transaction, so that the value is bound to it. One that
   * this transaction has begun itself is not seen from outside.
   */
  private Send addressed(Send send) {
    if (send.chainId() != null || send.message().payload() == null) {
      return send;
    }
    return runs.find(send.target())
        .filter(run -> run.status().isOpen())
        .map(
            run ->
                new Send(
                    run.runId().toString(),
                    run.chainId(),
                    send.message(),
                    send.delay(),
                    send.mostUnread()))
        .orElse(send);
  }

  @Override
  public void afterCommit(Runnable task) {
    store.afterCommit(task);
  }
}
