package dev.workflows.benchmarks.ours;

import dev.workflows.spi.CommitStore;
import dev.workflows.spi.NewRun;
import dev.workflows.spi.RunCommit;
import java.util.List;

/**
 * Hands turns and starts to a store one by one, so that no transaction is shared. A batch that
 * fails may have been written in part, which is harmless: its commits are sent again alone, and
 * what stands there already counts as written.
 */
record LoneCommits(CommitStore commits) implements CommitStore {

  @Override
  public void commit(List<RunCommit> batch) {
    batch.forEach(commit -> commits.commit(List.of(commit)));
  }

  @Override
  public List<StartOutcome> start(List<NewRun> batch) {
    return batch.stream().map(run -> commits.start(List.of(run)).get(0)).toList();
  }

  @Override
  public List<SendOutcome> send(List<Send> batch) {
    return commits.send(batch);
  }

  @Override
  public List<StartAndSendOutcome> startAndSend(List<StartAndSend> batch) {
    return commits.startAndSend(batch);
  }

  @Override
  public SendOutcome terminate(Termination termination) {
    return commits.terminate(termination);
  }
}
