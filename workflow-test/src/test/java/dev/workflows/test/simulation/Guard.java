package dev.workflows.test.simulation;

import dev.workflows.definition.Definitions;
import dev.workflows.spi.WorkflowStore;
import java.time.Duration;
import java.util.function.UnaryOperator;

/**
 * What keeps the invariants. Each can be taken away from a node's store, to see that a simulation
 * notices: what nothing notices nothing tests.
 */
enum Guard {
  /** A takeover's event takes the place in the history that the former owner would write to. */
  FENCE(store -> Weakened.commits(store, WeakenedCommits::behindNewOwners)),
  /** A turn's events stand where the turn expected the end, or nowhere. */
  EXPECTED_POSITION(store -> Weakened.commits(store, WeakenedCommits::atTheEnd)),
  /** An outcome and a time-out of one transactional activity exclude each other. */
  ONE_OUTCOME(
      store -> Weakened.commits(store, (any, commit) -> WeakenedCommits.claimingNothing(commit))),
  /** An outcome of a call that is answered already is dropped: it becomes no event. */
  RESOLVED_ONCE(store -> Weakened.commits(store, WeakenedCommits::answeringAgain)),
  /** Two executions of one transactional activity have one place for their outcome. */
  OUTCOME_PLACE(Weakened::makingRoomForOutcomes),
  /** A message is taken from the inbox in the commit that records it. */
  ATOMIC_CONSUMPTION(
      store -> Weakened.commits(store, (any, commit) -> WeakenedCommits.consumingNothing(commit))),
  /** What is due is decided by the database's clock. */
  DATABASE_CLOCK(UnaryOperator.identity()) {
    @Override
    WorkflowStore without(WorkflowStore store, int node) {
      return Weakened.ownClock(store, Duration.ofSeconds(node % 5));
    }
  },
  /** A commit that is sent again is the same commit. */
  SAME_COMMIT_AGAIN(store -> Weakened.commits(store, WeakenedCommits::onceMore)),
  /** A commit whose fate is unknown is sent again, and not taken for written. */
  UNKNOWN_IS_NO_SUCCESS(UnaryOperator.identity()) {
    @Override
    WorkflowStore onTheWay(WorkflowStore store) {
      return Weakened.takingUnknownForWritten(store);
    }
  },
  /** A commit whose fate is unknown is sent again, and not taken for refused and made anew. */
  UNKNOWN_IS_NO_REFUSAL(UnaryOperator.identity()) {
    @Override
    WorkflowStore onTheWay(WorkflowStore store) {
      return Weakened.takingUnknownForRefused(store);
    }
  },
  /** A message that is sent again is the same message. */
  MESSAGE_ID(Weakened::renamingMessages),
  /** What is closed stays as it is. */
  END(Weakened::appendingBehindTheEnd),
  /** A commit that changed nothing is an error and not a success. */
  COUNTED_ROWS(Weakened::ignoringRejections),
  /** What a node owns by the database and does not hold is found. */
  AUDIT(Weakened::hidingWhatIsOwned),
  /**
   * A node begins no activity once its lease is over: here every other one believes in a longer.
   */
  SELF_FENCE(UnaryOperator.identity()) {
    @Override
    Duration leaseOf(int node) {
      return node % 2 == 0 ? Engines.LEASE : Engines.LEASE.multipliedBy(4);
    }
  },
  /** An effect begins when what it depends on is durable: here one is taken for a look-up. */
  ANSWERS_BEFORE_EFFECT(UnaryOperator.identity()) {
    @Override
    Definitions definitions(Code.Version version) {
      return Engines.hastyOf(version);
    }
  };

  private final UnaryOperator<WorkflowStore> weakening;

  Guard(UnaryOperator<WorkflowStore> weakening) {
    this.weakening = weakening;
  }

  /** A store that lacks it, for a node. */
  WorkflowStore without(WorkflowStore store, int node) {
    return weakening.apply(store);
  }

  /** The way to the store of a node that lacks it: it sees what happens on that way. */
  WorkflowStore onTheWay(WorkflowStore store) {
    return store;
  }

  /** What is deployed without it. */
  Definitions definitions(Code.Version version) {
    return Engines.of(version);
  }

  /** How long a node without it takes itself for alive. */
  Duration leaseOf(int node) {
    return Engines.LEASE;
  }
}
