package dev.workflows.autoconfigure.sensitive;

import org.springframework.test.context.TestPropertySource;

@TestPropertySource(
    properties =
        "spring.datasource.url=jdbc:h2:mem:sensitive;DB_CLOSE_DELAY=-1;DB_CLOSE_ON_EXIT=FALSE")
class H2SensitiveValuesTests extends SensitiveValuesTests {}
