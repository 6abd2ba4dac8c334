package dev.workflows.lab.cluster;

import dev.workflows.lab.network.NodeLink;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A place for a node: its link to the database, its port, and the process that lives there now.
 * Commands are for one thread; what it tells is for all.
 */
public final class Node {

  private static final Duration STARTUP = Duration.ofSeconds(90);
  private static final Duration PATIENCE = Duration.ofSeconds(3);
  private static final Pattern ID = Pattern.compile("\"node\":\"([0-9a-f-]{36})\"");
  private static final Pattern HEARTBEAT = Pattern.compile("\"sinceHeartbeat\":\"(PT[^\"]+)\"");

  private final String name;
  private final NodeLink link;
  private final int httpPort = Ports.free();
  private final WorkerImage image;
  private final Fleet.Design design;
  private final Path log;
  private final HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
  private volatile @Nullable WorkerProcess process;
  private volatile long upSince;
  private volatile @Nullable UUID id;
  private volatile Duration sinceHeartbeat = Duration.ZERO;

  /** A place without a process yet. */
  public Node(String name, NodeLink link, WorkerImage image, Fleet.Design design, Path log) {
    this.name = name;
    this.link = link;
    this.image = image;
    this.design = design;
    this.log = log;
  }

  public String name() {
    return name;
  }

  public NodeLink link() {
    return link;
  }

  /** The address of a path of it. */
  public URI uri(String path) {
    return URI.create("http://localhost:%d%s".formatted(httpPort, path));
  }

  /** The id under which it registered when it was last seen to be ready. */
  public @Nullable UUID id() {
    return id;
  }

  /** How old its last heartbeat was when it was last seen to be ready. */
  public Duration sinceHeartbeat() {
    return sinceHeartbeat;
  }

  /** For how long it has been ready; zero if it is not. */
  public Duration up() {
    return upSince == 0 ? Duration.ZERO : Duration.ofNanos(System.nanoTime() - upSince);
  }

  /** Starts a process and does not wait for it. */
  public void start() {
    Fleet.Design own =
        design.with("server.port", Integer.toString(httpPort)).with("lab.name", name);
    process = WorkerProcess.start(image.command(own), log);
  }

  /** Waits until it is ready. */
  public void awaitReady() throws InterruptedException {
    long until = System.nanoTime() + STARTUP.toNanos();
    while (!refresh()) {
      WorkerProcess started = process;
      if (started == null || !started.isAlive() || System.nanoTime() > until) {
        throw new IllegalStateException("%s did not become ready, see %s".formatted(name, log));
      }
      Thread.sleep(20);
    }
    upSince = System.nanoTime();
  }

  /** Asks it whether it is well, and for its id. */
  public boolean refresh() {
    String health = health();
    Matcher matcher = ID.matcher(health);
    Matcher heartbeat = HEARTBEAT.matcher(health);
    boolean found = isUp(health) && matcher.find() && heartbeat.find();
    if (found) {
      id = UUID.fromString(matcher.group(1));
      sinceHeartbeat = Duration.parse(heartbeat.group(1));
    }
    return found;
  }

  private static boolean isUp(String health) {
    return health.contains("\"status\":\"UP\"");
  }

  /** Whether it says that it is not well. */
  public boolean isDown() {
    return health().contains("\"status\":\"DOWN\"");
  }

  /** What it says of its health; empty if it does not answer. */
  public String health() {
    HttpRequest request =
        HttpRequest.newBuilder(uri("/actuator/health/workflow")).timeout(PATIENCE).build();
    try {
      return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
    } catch (IOException e) {
      return "";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "";
    }
  }

  public boolean isAlive() {
    WorkerProcess current = process;
    return current != null && current.isAlive();
  }

  /** How long its log is, in bytes. */
  public long logged() {
    try {
      return Files.exists(log) ? Files.size(log) : 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The lines of its log from there on. */
  public Stream<String> loggedSince(long bytes) {
    try (SeekableByteChannel channel = Files.newByteChannel(log)) {
      InputStream rest = Channels.newInputStream(channel.position(bytes));
      return new String(rest.readAllBytes(), StandardCharsets.UTF_8).lines();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** SIGKILL. */
  public void kill() throws InterruptedException {
    upSince = 0;
    WorkerProcess current = process;
    if (current != null) {
      current.kill();
    }
  }

  /** SIGTERM, and waits for the end. */
  public void stop() throws InterruptedException {
    upSince = 0;
    running().stop();
  }

  /** SIGSTOP. */
  public void freeze() throws InterruptedException {
    upSince = 0;
    running().freeze();
  }

  /** SIGCONT. */
  public void thaw() throws InterruptedException {
    running().thaw();
    upSince = System.nanoTime();
  }

  private WorkerProcess running() {
    WorkerProcess current = process;
    if (current == null) {
      throw new IllegalStateException(name + " does not run");
    }
    return current;
  }

  @Override
  public String toString() {
    return name;
  }
}
