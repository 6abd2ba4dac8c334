package dev.workflows.replay;

import dev.workflows.definition.WorkflowDefinition;
import dev.workflows.history.Migration;
import org.jspecify.annotations.Nullable;

/**
 * That somebody wants a run to go on with another version of its workflow.
 *
 * @param version which
 * @param messageId the message it came as
 * @param by who sent it, if that was told
 */
public record MigrationRequest(int version, String messageId, @Nullable String by)
    implements Request {

  /** That a version has no hook for runs of another one, in words for whoever asks. */
  public static String noHook(WorkflowDefinition target, int from) {
    return "%s has no @MigrationMethod that takes the class of version %d"
        .formatted(target.workflowClass().getName(), from);
  }

  Migration accepted() {
    return new Migration(version, messageId, by);
  }
}
