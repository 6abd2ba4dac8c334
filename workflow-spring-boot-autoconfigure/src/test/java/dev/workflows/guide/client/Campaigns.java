package dev.workflows.guide.client;

import dev.workflows.IdConflictPolicy;
import dev.workflows.IdReusePolicy;
import dev.workflows.RunFilter;
import dev.workflows.RunSummary;
import dev.workflows.StartOptions;
import dev.workflows.WorkflowClient;
import dev.workflows.WorkflowHandle;
import dev.workflows.Workflows;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Service;

/** What a caller may choose for a start. */
@Service
public class Campaigns {

  private final Workflows<CampaignWorkflow> campaigns;
  private final WorkflowClient client;

  Campaigns(Workflows<CampaignWorkflow> campaigns, WorkflowClient client) {
    this.campaigns = campaigns;
    this.client = client;
  }

  // tag::choices
  WorkflowHandle<CampaignWorkflow> launch(String id, String region, Instant morning) {
    StartOptions options =
        StartOptions.of(id)
            .withAttribute("region", region)
            .withMemo(Map.of("asked for by", "marketing"))
            .withStartAt(morning)
            .withTimeout(Duration.ofDays(7))
            .withIdReuse(IdReusePolicy.REJECT_DUPLICATE)
            .withIdConflict(IdConflictPolicy.USE_EXISTING);
    return campaigns.start(options, campaign -> campaign.launch("Spring sale"));
  }

  // end::choices

  // tag::find
  List<RunSummary> waitingIn(String region) {
    RunFilter filter =
        RunFilter.all().withAttribute("region", region).withAttribute("state", "waiting");
    return client.list(filter, 50, null).runs();
  }
  // end::find
}
