package dev.workflows.benchmarks.jobrunr;

import org.jobrunr.jobs.lambdas.JobRequest;

/** Asks for the mark of a run. Public, because JobRunr calls it by reflection. */
public record MarkRequest(int number) implements JobRequest {

  @Override
  public Class<MarkHandler> getJobRequestHandler() {
    return MarkHandler.class;
  }
}
