package dev.workflows.autoconfigure.engine;

import dev.workflows.autoconfigure.activity.ActivityBeans;
import dev.workflows.definition.ActivityDefinition;
import dev.workflows.definition.Definitions;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;

/** What can only be found out when all beans exist, and must be before the first run executes. */
final class StartCheck implements SmartInitializingSingleton {

  private static final Logger LOG = LoggerFactory.getLogger(StartCheck.class);

  private final WorkflowInstances instances;
  private final ActivityBeans activities;
  private final Definitions definitions;

  StartCheck(WorkflowInstances instances, ActivityBeans activities, Definitions definitions) {
    this.instances = instances;
    this.activities = activities;
    this.definitions = definitions;
  }

  @Override
  public void afterSingletonsInstantiated() {
    activities.check(definitions);
    instances.resolve();
    LOG.info(
        "Workflows {}, activities {}",
        new TreeSet<>(definitions.workflowTypes()),
        definitions.activities().stream().map(ActivityDefinition::name).sorted().toList());
  }
}
