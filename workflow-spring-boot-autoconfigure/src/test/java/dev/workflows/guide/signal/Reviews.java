package dev.workflows.guide.signal;

import dev.workflows.WorkflowHandle;
import dev.workflows.Workflows;
import java.util.List;
import java.util.Objects;
import org.springframework.stereotype.Service;

// tag::client
@Service
public class Reviews {

  private final Workflows<ReviewWorkflow> workflows;

  Reviews(Workflows<ReviewWorkflow> workflows) {
    this.workflows = workflows;
  }

  public void approve(String id, String person) {
    WorkflowHandle<ReviewWorkflow> review = workflows.get(id);
    // with a message id, sending it again changes nothing
    review.signal("approval-of-" + person, r -> r.approve(person));
  }

  public void comment(String id, String person, String text) {
    workflows.get(id).signal(r -> r.comment(person, text));
  }

  public List<String> comments(String id) {
    return Objects.requireNonNull(workflows.get(id).query(ReviewWorkflow::comments));
  }

  public boolean isApprovedBy(String id, String person) {
    return Boolean.TRUE.equals(workflows.get(id).query(r -> r.isApprovedBy(person)));
  }
}
// end::client
