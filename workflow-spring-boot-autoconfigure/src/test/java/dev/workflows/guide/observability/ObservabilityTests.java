package dev.workflows.guide.observability;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.workflows.WorkflowHandle;
import dev.workflows.Workflows;
import dev.workflows.guide.GuideTest;
import dev.workflows.guide.Pages;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;

@GuideTest
class ObservabilityTests {

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Pattern METER = Pattern.compile("(?m)^\\| `(workflow\\.[a-z]+)` \\|");

  @Autowired private Workflows<RestockWorkflow> restocks;
  @Autowired private Alarms alarms;
  @Autowired private MeterRegistry meters;

  @Test
  void theWatchmanSeesOperationsAndTurns() {
    ListAppender<ILoggingEvent> lines = new ListAppender<>();
    Logger log = (Logger) LoggerFactory.getLogger(Watchman.class);
    log.setLevel(Level.DEBUG);
    lines.start();
    log.addAppender(lines);

    WorkflowHandle<RestockWorkflow> restock = restocks.start("w-1", r -> r.restock("tea", 1));
    restock.result(Integer.class, PATIENCE);

    log.detachAppender(lines);
    log.setLevel(null);
    assertThat(alarms.raised())
        .filteredOn(why -> why.startsWith("w-1"))
        .containsExactly("w-1 needed 2 attempts for supplier.order");
    List<String> seen = lines.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    assertThat(seen)
        .filteredOn(line -> line.startsWith("ACTIVITY supplier.order"))
        .hasSize(2)
        .anySatisfy(line -> assertThat(line).startsWith("ACTIVITY supplier.order failed in PT"))
        .anySatisfy(line -> assertThat(line).contains("reached RunId[workflowId=w-1"));
    assertThat(seen).anySatisfy(line -> assertThat(line).startsWith("START null reached"));
  }

  @Test
  void theMetersOfThePageAreThere() {
    restocks.start("w-2", r -> r.restock("coffee", 0)).result(Integer.class, PATIENCE);

    Set<String> listed =
        METER
            .matcher(Pages.text("observability.md"))
            .results()
            .map(row -> row.group(1))
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(listed)
        .containsExactly("workflow.activity", "workflow.client", "workflow.turn")
        .allSatisfy(name -> assertThat(meters.find(name).timers()).isNotEmpty());
    assertThat(
            meters
                .get("workflow.activity")
                .tags("activity", "supplier.order", "outcome", "success")
                .tags("workflow.type", "restock")
                .timers())
        .extracting(Timer::count)
        .allMatch(count -> count > 0);
  }
}
