package dev.workflows.autoconfigure.host;

import dev.workflows.autoconfigure.host.BookingWorkflow.Way;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** One of several nodes: starts, starts some runs, waits for their results and stops. */
record HostNode(Host host, String url, String name) {

  static final int RUNS = 3;

  /** As a process of its own, which begins when it is told to by a byte. */
  public static void main(String[] arguments) throws IOException {
    Host host =
        new Host(
            Migrations.valueOf(arguments[0]),
            Access.valueOf(arguments[1]),
            Database.valueOf(arguments[2]));
    if (System.in.read() < 0) {
      throw new IllegalStateException("Nobody waits for this node any more");
    }
    new HostNode(host, arguments[3], arguments[4]).live();
  }

  void live() {
    try (RunningHost running = host.start(url)) {
      List<String> ids = IntStream.range(0, RUNS).mapToObj(run -> name + "-" + run).toList();
      ids.forEach(id -> running.desk().take(id, Way.AT_ONCE));
      ids.forEach(running.desk()::result);
    }
  }

  ProcessBuilder process() {
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElse("java"));
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), HostNode.class.getName()));
    command.add(host.migrations().name());
    command.add(host.access().name());
    command.add(host.database().name());
    command.addAll(List.of(url, name));
    return new ProcessBuilder(command);
  }
}
