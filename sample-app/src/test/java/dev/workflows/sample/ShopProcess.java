package dev.workflows.sample;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The shop as a process of its own, on a port that it chooses itself. */
final class ShopProcess {

  private static final Duration START_UP = Duration.ofSeconds(60);
  private static final Pattern PORT = Pattern.compile("Tomcat started on port (\\d+)");
  private static final Pattern NODE = Pattern.compile("Node (\\S+) joined");
  private static final Pattern READY = Pattern.compile("Started ShopApplication");

  private final Process process;
  private final Path log;

  private ShopProcess(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /** Starts the shop by a command and does not wait for it. */
  static ShopProcess start(List<String> java, String jdbcUrl, List<String> properties, Path log) {
    List<String> command = new ArrayList<>(java);
    command.addAll(List.of("--server.port=0", "--spring.datasource.url=" + jdbcUrl));
    properties.forEach(property -> command.add("--" + property));
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
      return new ShopProcess(process, log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits until it serves requests, and says how to reach it. */
  ShopClient ready() {
    await("start of " + this)
        .atMost(START_UP)
        .pollInterval(Duration.ofMillis(50))
        .failFast("it ended, see " + log, () -> !process.isAlive())
        .until(() -> find(READY) != null);
    Matcher port = find(PORT);
    if (port == null) {
      throw new IllegalStateException("No port in " + log);
    }
    return new ShopClient(Integer.parseInt(port.group(1)));
  }

  /** The id of the node that it is, the latest one if it had to register anew. */
  String node() {
    return NODE.matcher(log()).results().reduce((one, next) -> next).orElseThrow().group(1);
  }

  /** Lets it live for a time, unless it ends by itself. */
  void live(Duration time) throws InterruptedException {
    if (process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new IllegalStateException(this + " ended by itself: see " + log);
    }
  }

  /** SIGKILL: no shutdown hook, no flush, nothing. Works on a frozen process too. */
  void kill() throws InterruptedException {
    process.destroyForcibly();
    if (!process.waitFor(10, TimeUnit.SECONDS)) {
      throw new IllegalStateException(this + " survived SIGKILL");
    }
  }

  /** SIGTERM: the application comes to rest by itself. */
  void stop() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      throw new IllegalStateException(this + " did not stop: see " + log);
    }
  }

  /** SIGSTOP: the process is there and does nothing, like a machine that lost its network. */
  void freeze() throws InterruptedException {
    signal("-STOP");
  }

  /** SIGCONT: it goes on in the middle of whatever it was doing. */
  void thaw() throws InterruptedException {
    signal("-CONT");
  }

  private void signal(String name) throws InterruptedException {
    try {
      Process kill = new ProcessBuilder("kill", name, Long.toString(process.pid())).start();
      if (kill.waitFor() != 0) {
        throw new IllegalStateException("kill %s %s failed".formatted(name, this));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Matcher find(Pattern pattern) {
    Matcher matcher = pattern.matcher(log());
    return matcher.find() ? matcher : null;
  }

  /** What it has written so far. */
  String log() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String toString() {
    return "shop process %d (%s)".formatted(process.pid(), log.getFileName());
  }
}
