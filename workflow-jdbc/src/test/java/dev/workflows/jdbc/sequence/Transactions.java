package dev.workflows.jdbc.sequence;

import dev.workflows.WorkflowException;
import dev.workflows.spi.ActivityTransactions.Fence;
import dev.workflows.spi.ActivityTransactions.Result;
import dev.workflows.spi.CallerTransaction;
import dev.workflows.spi.CommitRejectedException;
import dev.workflows.spi.CommitRejectedException.Reason;
import dev.workflows.spi.CommitStore;
import dev.workflows.spi.CommitStore.Send;
import dev.workflows.spi.Message;
import dev.workflows.spi.NewRun;
import dev.workflows.spi.RunCommit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is asked for in more than one step. */
final class Transactions {

  static final String DONE = "done";

  private Transactions() {}

  /** What ends a transaction that is not to be committed. */
  private static final class Failure extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  /** What became of each commit, sent as the engine sends them: together, and else one by one. */
  static List<String> commit(Door door, List<RunCommit> batch) {
    CommitStore commits = door.store().commits();
    try {
      commits.commit(batch);
      return Collections.nCopies(batch.size(), DONE);
    } catch (CommitRejectedException e) {
      return batch.size() == 1
          ? List.of(reason(e.reason(), batch.get(0)))
          : batch.stream().flatMap(one -> commit(door, List.of(one)).stream()).toList();
    }
  }

  /** Two reasons may hold, after which an owner does the same; any store may see either first. */
  private static String reason(Reason reason, RunCommit commit) {
    boolean both = commit.closing() != null && !commit.claimedOutcomes().isEmpty();
    return both && reason != Reason.FENCED ? "to be made again" : reason.name();
  }

  /** All answers within a transaction of the caller's. */
  static List<String> caller(Door door, List<Object> requests, boolean fails) {
    List<String> answers = new ArrayList<>();
    try {
      door.transaction()
          .accept(
              () -> {
                requests.forEach(request -> answers.add(answer(door, request)));
                if (fails) {
                  throw new Failure();
                }
              });
    } catch (Failure e) {
      answers.add("rolled back");
    }
    return answers;
  }

  private static String answer(Door door, Object request) {
    CallerTransaction transaction = door.store().callerTransaction();
    if (request instanceof NewRun run) {
      return transaction.start(run) + " " + transaction.typeOf(run.workflowId());
    }
    Send send = (Send) request;
    return transaction.send(send) + " " + transaction.typeOf(send.target());
  }

  /** What became of an activity. */
  static String activity(
      Door door, Fence fence, Message outcome, boolean fails, @Nullable Send send) {
    try {
      Result result =
          door.store()
              .activityTransactions()
              .execute(
                  fence,
                  () -> {
                    if (send != null) {
                      door.store().callerTransaction().send(send);
                    }
                    if (fails) {
                      throw new Failure();
                    }
                    return outcome;
                  });
      return result.toString();
    } catch (Failure e) {
      return "failed";
    } catch (WorkflowException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
