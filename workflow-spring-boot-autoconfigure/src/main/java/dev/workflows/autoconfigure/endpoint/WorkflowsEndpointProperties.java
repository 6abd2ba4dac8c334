package dev.workflows.autoconfigure.endpoint;

import java.util.Set;
import org.springframework.boot.actuate.endpoint.Show;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What the endpoint shows.
 *
 * @param showValues when to show recorded values: inputs, results, payloads of events, message ids,
 *     messages of failures, answers of queries
 * @param roles roles of which a user must have one to be authorized; any user is if there are none
 */
@ConfigurationProperties("management.endpoint.workflows")
record WorkflowsEndpointProperties(
    @DefaultValue("never") Show showValues, @DefaultValue Set<String> roles) {}
