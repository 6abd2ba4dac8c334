package dev.workflows.autoconfigure.hostile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.read.ListAppender;
import dev.workflows.RunEvent;
import dev.workflows.RunFilter;
import dev.workflows.StartOptions;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A secret that is put wherever a value can be is seen nowhere unless values are shown. */
class SecretsTests extends HostileTestSupport {

  private static final String SECRET = "hunter2";

  private final Logger log = (Logger) LoggerFactory.getLogger("dev.workflows");
  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

  @BeforeEach
  void listen() {
    log.setLevel(Level.TRACE);
    lines.start();
    log.addAppender(lines);
  }

  @AfterEach
  void stopListening() {
    log.detachAppender(lines);
    log.setLevel(null);
  }

  @Test
  void areSeenNowhereWhenEverythingGoesWell() {
    String run = putEverywhere();

    assertThat(logged()).isNotEmpty().noneMatch(line -> line.contains(SECRET));
    assertThat(shownOf(run)).hasSizeGreaterThan(10).noneMatch(body -> body.contains(SECRET));
    assertThat(Thread.getAllStackTraces().keySet())
        .noneMatch(thread -> thread.getName().contains(SECRET));
    assertThat(client.describe(run).toString()).doesNotContain(SECRET);
    assertThat(client.history(run, 1, 100))
        .hasSizeGreaterThan(5)
        .extracting(RunEvent::toString)
        .noneMatch(text -> text.contains(SECRET));
    assertThat(client.describe(run).input()).as("it is there").contains(SECRET);
  }

  @Test
  void areSeenNowhereWhenInputIsRefused() {
    String run = startedRun(fresh(), SECRET);

    List<String> unfit =
        List.of("\"" + SECRET, "{\"x\":\"" + SECRET + "\"}", "[\"" + SECRET + "\",1]", SECRET);
    List<HttpResponse<String>> refused =
        unfit.stream()
            .map(json -> post(run, Map.of("action", "signal", "name", "turn", "payload", json)))
            .toList();
    List<Throwable> queries =
        unfit.stream()
            .map(json -> catchThrowable(() -> client.queryJson(run, "look", json)))
            .toList();
    Throwable start = catchThrowable(() -> client.start("vault", StartOptions.defaults(), SECRET));
    Throwable signal = catchThrowable(() -> client.signal(run, null, "turn", List.of(SECRET)));
    Throwable many = catchThrowable(() -> client.signal(run, null, "turn", SECRET, SECRET));
    client.signal(run, null, "turn", SECRET);
    client.result(run, VaultWorkflow.Kept.class, SOON);
    Throwable result = catchThrowable(() -> client.result(run, List.class, SOON));

    assertThat(refused)
        .allSatisfy(
            answer -> {
              assertThat(answer.statusCode()).isEqualTo(400);
              assertThat(answer.body()).doesNotContain(SECRET);
            });
    assertThat(queries).doesNotContainNull().hasSize(4);
    assertThat(Stream.concat(queries.stream(), Stream.of(start, signal, many, result)))
        .allSatisfy(thrown -> assertThat(stack(thrown)).doesNotContain(SECRET));
    assertThat(logged()).noneMatch(line -> line.contains(SECRET));
  }

  @Test
  void areSeenNowhereWhenARunIsBlockedByThem() {
    String run = releasedRun(SECRET);
    sql.sql(
            "update workflow_event set payload = '{\"value\":[\"%s\"]}'".formatted(SECRET)
                + " where run_id = :run and type = 'activity_completed'")
        .param("run", UUID.fromString(run))
        .update();
    client.signal(run, null, "turn", SECRET);
    eventually(() -> client.describe(run).problem() != null);

    assertThat(logged())
        .anyMatch(line -> line.contains("is blocked"))
        .noneMatch(line -> line.contains(SECRET));
    assertThat(shownOf(run)).noneMatch(body -> body.contains(SECRET));
    client.terminate(run, SECRET);
  }

  @Test
  void noMessageOfAnExceptionForgesALine() {
    startedRun(fresh(), "stuck");

    assertThat(lines.list)
        .extracting(ILoggingEvent::getFormattedMessage)
        .anyMatch(line -> line.contains("The door is stuck"))
        .allSatisfy(line -> assertThat(line).doesNotContain("\n", "\r"));
  }

  /** A run that has met the secret in every place a value can have. */
  private String putEverywhere() {
    String run = startedRun(fresh(), "stuck " + SECRET);
    client.query(run, "look", SECRET);
    client.queryJson(run, "look", "\"" + SECRET + "\"");
    HttpResponse<String> asked =
        post(run, Map.of("action", "query", "name", "look", "payload", "\"" + SECRET + "\""));
    assertThat(asked.statusCode()).isEqualTo(403);
    assertThat(asked.body()).doesNotContain(SECRET);
    post(run, Map.of("action", "signal", "name", "turn", "payload", "\"" + SECRET + "\""));
    client.result(run, VaultWorkflow.Kept.class, SOON);
    String cancelled = startedRun(fresh(), SECRET);
    post(cancelled, Map.of("action", "cancel", "reason", SECRET));
    catchThrowable(() -> client.result(cancelled, VaultWorkflow.Kept.class, SOON));
    String terminated = startedRun(fresh(), SECRET);
    client.signal(terminated, SECRET, "turn", SECRET);
    catchThrowable(() -> client.terminate(terminated, SECRET));
    return run;
  }

  /** What the actuator shows: of the run, and at every address it tells of. */
  private List<String> shownOf(String run) {
    List<String> bodies = new ArrayList<>();
    JsonNode links = JsonMapper.shared().readTree(get("/actuator").body()).path("_links");
    links
        .valueStream()
        .map(link -> link.path("href").asString())
        .filter(address -> !address.contains("{") && !address.endsWith("heapdump"))
        .map(address -> address.replaceFirst("^http://[^/]+", ""))
        .forEach(address -> bodies.add(get(address).body()));
    for (JsonNode name :
        JsonMapper.shared().readTree(get("/actuator/metrics").body()).path("names")) {
      bodies.add(get("/actuator/metrics/" + name.asString()).body());
    }
    client
        .list(RunFilter.all(), 200, null)
        .runs()
        .forEach(
            other -> {
              bodies.add(get("/actuator/workflows/" + other.runId()).body());
              bodies.add(get("/actuator/workflows/" + other.runId() + "/history").body());
            });
    assertThat(bodies).anyMatch(body -> body.contains(run));
    return bodies;
  }

  private List<String> logged() {
    return lines.list.stream()
        .map(
            event ->
                event.getThreadName()
                    + event.getFormattedMessage()
                    + event.getMDCPropertyMap()
                    + text(event.getThrowableProxy()))
        .toList();
  }

  private static String text(@Nullable IThrowableProxy thrown) {
    return thrown == null ? "" : thrown.getMessage() + text(thrown.getCause());
  }

  private static String stack(Throwable thrown) {
    StringWriter text = new StringWriter();
    Objects.requireNonNull(thrown).printStackTrace(new PrintWriter(text));
    return text.toString();
  }
}
