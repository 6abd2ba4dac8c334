package dev.workflows.autoconfigure.endpoint;

import org.springframework.test.context.TestPropertySource;

@TestPropertySource(
    properties =
        "spring.datasource.url=jdbc:h2:mem:endpoint;DB_CLOSE_DELAY=-1;DB_CLOSE_ON_EXIT=FALSE")
class H2EndpointTests extends WorkflowsEndpointOverEngineTests {}
