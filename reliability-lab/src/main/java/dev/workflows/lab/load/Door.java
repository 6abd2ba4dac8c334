package dev.workflows.lab.load;

import dev.workflows.lab.cluster.Node;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** Makes calls over HTTP, once each, and keeps the journal. Thread-safe. */
public final class Door {

  private static final Duration PATIENCE = Duration.ofSeconds(6);

  private final HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
  private final Journal journal;
  private final Map<Integer, LongAdder> tally = new ConcurrentSkipListMap<>();

  /** A door whose calls are written down. */
  public Door(Journal journal) {
    this.journal = journal;
  }

  /**
   * Makes a call at a node.
   *
   * @return the status of the answer; {@link Journal#UNKNOWN} if there was none
   */
  public int call(Node node, Call call) throws InterruptedException {
    long id = journal.asks(call);
    HttpResponse<String> answer = send(node, call);
    int status = answer == null ? Journal.UNKNOWN : answer.statusCode();
    tally.computeIfAbsent(status, none -> new LongAdder()).increment();
    journal.answered(
        id, call.kind(), status, status == 200 && answer != null ? text(answer) : null);
    return status;
  }

  /**
   * Makes a call until it is known what became of it, each time at any node.
   *
   * @return the status of the answer
   */
  public int insist(List<Node> nodes, Call call) throws InterruptedException {
    while (true) {
      int status = call(nodes.get(ThreadLocalRandom.current().nextInt(nodes.size())), call);
      if (status / 100 == 2 || status / 100 == 4) {
        return status;
      }
      Thread.sleep(100);
    }
  }

  /** How many calls were answered with each status so far. */
  public Map<Integer, Long> tally() {
    Map<Integer, Long> copy = new TreeMap<>();
    tally.forEach((status, count) -> copy.put(status, count.sum()));
    return copy;
  }

  private @Nullable HttpResponse<String> send(Node node, Call call) throws InterruptedException {
    String body = call.body();
    HttpRequest request =
        HttpRequest.newBuilder(node.uri(call.path()))
            .timeout(PATIENCE)
            .header("Content-Type", "application/json")
            .method(
                call.method(),
                body == null
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body))
            .build();
    try {
      return http.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      return null;
    }
  }

  private static String text(HttpResponse<String> answer) {
    return answer.body().replace("\"", "").strip();
  }
}
