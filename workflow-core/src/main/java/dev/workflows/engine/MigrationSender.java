package dev.workflows.engine;

import dev.workflows.ErrorCode;
import dev.workflows.Failure;
import dev.workflows.MigrationRejectedException;
import dev.workflows.ResultTimeoutException;
import dev.workflows.RunId;
import dev.workflows.WorkflowStatus;
import dev.workflows.definition.Definitions;
import dev.workflows.definition.WorkflowDefinition;
import dev.workflows.payload.Payload;
import dev.workflows.payload.PayloadCodec;
import dev.workflows.replay.MigrationRequest;
import dev.workflows.spi.Message;
import dev.workflows.spi.RunRecord;
import java.time.Duration;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Asks runs to go on with another version of their workflow. What can be told without the run is
 * refused before anything is written; the rest the run decides. Thread-safe.
 */
final class MigrationSender {

  private final MessageSender messages;
  private final UpdateSender updates;
  private final EngineParts parts;
  private final Function<@Nullable Payload, @Nullable Failure> failures;

  MigrationSender(
      MessageSender messages,
      UpdateSender updates,
      EngineParts parts,
      Function<@Nullable Payload, @Nullable Failure> failures) {
    this.failures = failures;
    this.messages = messages;
    this.updates = updates;
    this.parts = parts;
  }

  /**
   * The run that goes on with this version: the open one if that has it already.
   *
   * @throws MigrationRejectedException if it does not: it goes on as it was
   */
  RunId migrate(String id, int version, Duration timeout) {
    UpdateSender.refuseIn(
        parts.store().callerTransaction().isActive(),
        "A run cannot be migrated in a transaction: the answer comes only once that has ended. Ask"
            + " outside of it.");
    RunRecord run = messages.findOpen(id);
    int own = Versions.of(parts.store().histories().read(run.runId(), 1, 1));
    if (own == version) {
      return run.id();
    }
    Failure obstacle = obstacle(run, own, version);
    if (obstacle != null) {
      throw new MigrationRejectedException(run.id(), version, obstacle);
    }
    return answer(run, version, timeout);
  }

  private @Nullable Failure obstacle(RunRecord run, int own, int version) {
    Definitions definitions = parts.definitions();
    WorkflowDefinition target = definitions.workflow(run.type(), version);
    String why = null;
    if (target == null) {
      why =
          "That version is not deployed here; there is %s of '%s'"
              .formatted(definitions.versions(run.type()), run.type());
    } else if (definitions.workflow(run.type(), own) == null) {
      why =
          ("The run began with version %d, which is not deployed, so nobody can tell its state."
                  + " Deploy that version beside this one first")
              .formatted(own);
    } else if (!target.migrations().containsKey(own)) {
      why = MigrationRequest.noHook(target, own);
    } else if (run.status() == WorkflowStatus.BLOCKED && !lacksItsVersionOnly(run)) {
      why = "The run is blocked, so nobody can tell its state. End the cause first, see describe()";
    }
    return why == null ? null : Failure.of(ErrorCode.NOT_ALLOWED, why);
  }

  /** Its version is deployed by now: it goes on, and answers, when it is tried again. */
  private boolean lacksItsVersionOnly(RunRecord run) {
    Failure problem = failures.apply(run.problem());
    return problem != null && ErrorCode.MISSING_VERSION.code().equals(problem.code());
  }

  private RunId answer(RunRecord run, int version, Duration timeout) {
    String target = run.runId().toString();
    Message request = Message.migration(Ids.random(parts.driver().random()), version);
    try {
      UpdateSender.Answer answer =
          updates.answer(
              target,
              request,
              timeout,
              () -> messages.sendNow(target, true, Duration.ZERO, type -> request));
      if (answer.isRejected()) {
        throw new MigrationRejectedException(answer.run(), version, answer.failure());
      }
      PayloadCodec codec = parts.codec();
      Object next = codec.decode(answer.payload(), String.class);
      return new RunId(run.workflowId(), UUID.fromString((String) Objects.requireNonNull(next)));
    } catch (ResultTimeoutException e) {
      throw new ResultTimeoutException(
          ("Workflow '%s' has not answered within %s whether it migrates. It does so once it can go"
                  + " on; ask again to learn what came of it.")
              .formatted(run.workflowId(), timeout));
    }
  }
}
