package dev.workflows.engine;

import dev.workflows.RunId;
import dev.workflows.spi.CommitStore.SendOutcome;
import dev.workflows.spi.RunRecord;
import org.jspecify.annotations.Nullable;

/** Is told which run a client's call turns out to be about, by whoever finds that out. */
class Reached {

  /** Nobody wants to know. */
  static final Reached UNASKED = new Reached();

  private Reached() {}

  /** The run is of this type. */
  void type(String type) {}

  /** It is this one. */
  void run(RunId run) {}

  /** It is this one; returns it. */
  final RunRecord found(RunRecord run) {
    type(run.type());
    run(run.id());
    return run;
  }

  /** It is the one that took a message, if one did; returns the answer. */
  final SendOutcome sent(SendOutcome outcome) {
    RunId run = outcome.run();
    if (run != null) {
      run(run);
    }
    return outcome;
  }

  /** Keeps what one call has reached; for one thread. */
  static final class Kept extends Reached {

    private @Nullable String type;
    private @Nullable RunId run;

    @Override
    void type(String found) {
      type = found;
    }

    @Override
    void run(RunId found) {
      run = found;
    }

    @Nullable String type() {
      return type;
    }

    @Nullable RunId run() {
      return run;
    }
  }
}
