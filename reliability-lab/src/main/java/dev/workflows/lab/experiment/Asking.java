package dev.workflows.lab.experiment;

import dev.workflows.lab.cluster.Node;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Asks nodes for what is no call of a customer and is in no journal. */
public final class Asking {

  private static final HttpClient HTTP =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(3)).build();

  private Asking() {}

  /** What a node says to this; empty if it does not answer. */
  public static String get(Node node, String path) throws InterruptedException {
    return send(HttpRequest.newBuilder(node.uri(path)).GET());
  }

  /** Lets a node do something, and returns when it says that it does. */
  public static String post(Node node, String path) throws InterruptedException {
    return send(HttpRequest.newBuilder(node.uri(path)).POST(BodyPublishers.noBody()));
  }

  private static String send(HttpRequest.Builder request) throws InterruptedException {
    try {
      return HTTP.send(request.timeout(Duration.ofSeconds(10)).build(), BodyHandlers.ofString())
          .body();
    } catch (IOException e) {
      return "";
    }
  }
}
