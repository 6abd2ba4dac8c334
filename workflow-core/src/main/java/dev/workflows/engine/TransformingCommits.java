package dev.workflows.engine;

import dev.workflows.spi.CommitStore;
import dev.workflows.spi.NewRun;
import dev.workflows.spi.RunCommit;
import java.util.List;

/** Encodes what is made durable. */
record TransformingCommits(CommitStore store, EncodedWrites writes) implements CommitStore {

  @Override
  public void commit(List<RunCommit> batch) {
    store.commit(batch.stream().map(writes::commit).toList());
  }

  @Override
  public List<StartOutcome> start(List<NewRun> batch) {
    return store.start(batch.stream().map(writes::start).toList());
  }

  @Override
  public List<SendOutcome> send(List<Send> batch) {
    return store.send(batch.stream().map(writes::send).toList());
  }

  @Override
  public List<StartAndSendOutcome> startAndSend(List<StartAndSend> batch) {
    return store.startAndSend(batch.stream().map(writes::startAndSend).toList());
  }

  @Override
  public SendOutcome terminate(Termination termination) {
    return store.terminate(writes.termination(termination));
  }
}
