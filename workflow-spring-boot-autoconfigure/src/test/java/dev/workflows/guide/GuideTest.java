package dev.workflows.guide;

import dev.workflows.autoconfigure.ApplicationInvariants;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.context.SpringBootTest;

/** A test of a page, on H2 in memory and with short waits. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(
    classes = GuideApplication.class,
    properties = {
      "workflow.worker.poll=50ms",
      "workflow.worker.linger=50ms",
      "workflow.activity.retry.initial-interval=10ms",
      "workflow.activity.overrides.creditBureau.score.retry.max-attempts=2"
    })
@ExtendWith(ApplicationInvariants.class)
public @interface GuideTest {}
