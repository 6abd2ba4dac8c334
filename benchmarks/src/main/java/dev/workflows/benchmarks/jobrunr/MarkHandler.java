package dev.workflows.benchmarks.jobrunr;

import dev.workflows.benchmarks.engine.Marks;
import org.jobrunr.jobs.lambdas.JobRequestHandler;

/** The job: marks a run. Public, because JobRunr calls it by reflection. */
public final class MarkHandler implements JobRequestHandler<MarkRequest> {

  private final Marks marks;

  MarkHandler(Marks marks) {
    this.marks = marks;
  }

  @Override
  public void run(MarkRequest request) {
    marks.set(request.number());
  }
}
