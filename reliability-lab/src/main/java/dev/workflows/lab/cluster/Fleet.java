package dev.workflows.lab.cluster;

import dev.workflows.lab.network.NodeLink;
import dev.workflows.lab.worker.WatchedSockets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** The nodes of one experiment, each behind a link of its own. */
public final class Fleet implements AutoCloseable {

  /** How long the application waits for a server that is gone; the engine knows it by itself. */
  private static final String BOUNDS = "&socketTimeout=3&connectTimeout=3";

  private final List<Node> nodes = new CopyOnWriteArrayList<>();
  private final Thread hook = new Thread(this::kill);

  /**
   * What all nodes of a fleet have in common.
   *
   * @param size how many there are
   * @param launcher words of a command that starts the node's
   * @param jvmOptions beside the frugal ones
   * @param settings properties of the application
   * @param difference what is different at each
   */
  public record Design(
      int size,
      List<String> launcher,
      List<String> jvmOptions,
      Map<String, String> settings,
      Difference difference) {

    /** What is different at the node of this index. */
    public interface Difference {
      /** The design of the node, made from that of all. */
      Design at(int node, Design design);
    }

    /** Nodes without any difference. */
    public Design(int size, List<String> jvmOptions, Map<String, String> settings) {
      this(size, List.of(), jvmOptions, settings, (node, design) -> design);
    }

    /** The same, with a difference at each node. */
    public Design differing(Difference each) {
      return new Design(size, launcher, jvmOptions, settings, each);
    }

    /** The same behind the words of a command that starts another. */
    public Design launchedBy(List<String> words) {
      return new Design(size, words, jvmOptions, settings, difference);
    }

    /** The same with one more option for the JVM. */
    public Design withJvmOption(String option) {
      List<String> more = new ArrayList<>(jvmOptions);
      more.add(option);
      return new Design(size, launcher, more, settings, difference);
    }

    /** The same with one setting changed. */
    public Design with(String property, String value) {
      Map<String, String> changed = new TreeMap<>(settings);
      changed.put(property, value);
      return new Design(size, launcher, jvmOptions, changed, difference);
    }

    /** The same with more or fewer nodes. */
    public Design of(int nodes) {
      return new Design(nodes, launcher, jvmOptions, settings, difference);
    }
  }

  /** Starts all nodes on one database and waits until they are ready. */
  public static Fleet start(
      WorkerImage image, Design design, DatabaseServer server, String database, Path logs)
      throws InterruptedException {
    Fleet fleet = new Fleet();
    Runtime.getRuntime().addShutdownHook(fleet.hook);
    try {
      for (int i = 1; i <= design.size(); i++) {
        NodeLink link = new NodeLink(server.port());
        Design own =
            design
                .difference()
                .at(i - 1, design)
                .with("lab.database-url", url(link.port(), database))
                .with("spring.datasource.url", "${lab.database-url}" + BOUNDS);
        Path log = logs.resolve("node-%d.log".formatted(i));
        fleet.nodes.add(new Node("node-" + i, link, image, own, log));
      }
      fleet.nodes.forEach(Node::start);
      fleet.awaitReady();
      return fleet;
    } catch (InterruptedException | RuntimeException e) {
      fleet.close();
      throw e;
    }
  }

  private static String url(int port, String database) {
    return ("jdbc:postgresql://localhost:%d/%s?user=postgres&sslmode=disable&gssEncMode=disable"
            + "&socketFactory="
            + WatchedSockets.class.getName())
        .formatted(port, database);
  }

  public List<Node> nodes() {
    return List.copyOf(nodes);
  }

  /** Waits until every node is ready. */
  public void awaitReady() throws InterruptedException {
    for (Node node : nodes) {
      node.awaitReady();
    }
  }

  @Override
  public void close() {
    kill();
    Runtime.getRuntime().removeShutdownHook(hook);
  }

  /** Also if the laboratory is told to end: its nodes are not left behind. */
  private void kill() {
    for (Node node : nodes) {
      try {
        node.kill();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt(); // SIGKILL has been sent: go on with the others
      }
      node.link().close();
    }
  }
}
