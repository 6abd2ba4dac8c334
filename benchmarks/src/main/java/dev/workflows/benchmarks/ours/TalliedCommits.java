package dev.workflows.benchmarks.ours;

import dev.workflows.benchmarks.engine.Tally;
import dev.workflows.spi.CommitStore;
import dev.workflows.spi.NewRun;
import dev.workflows.spi.RunCommit;
import java.util.List;

/** Counts the events of turns and starts, and the transactions that write them. */
record TalliedCommits(CommitStore commits, Tally tally) implements CommitStore {

  @Override
  public void commit(List<RunCommit> batch) {
    commits.commit(batch);
    tally.committed(batch.stream().map(RunCommit::events).mapToLong(List::size).sum());
  }

  @Override
  public List<StartOutcome> start(List<NewRun> batch) {
    List<StartOutcome> outcomes = commits.start(batch);
    tally.committed(batch.stream().map(NewRun::events).mapToLong(List::size).sum());
    return outcomes;
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
