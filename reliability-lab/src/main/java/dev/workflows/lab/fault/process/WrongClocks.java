package dev.workflows.lab.fault.process;

import dev.workflows.lab.cluster.Fleet.Design;
import dev.workflows.lab.cluster.Node;
import dev.workflows.lab.experiment.Asking;
import dev.workflows.lab.experiment.Fault;
import dev.workflows.lab.experiment.Scene;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Each node's clock is wrong by another time, and stands in another time zone. */
public final class WrongClocks implements Fault {

  static final String ID = "F10";
  static final String TITLE = "wrong clocks and different time zones, for as many times 10 s";

  private static final int WINDOW = 10_000;
  private static final List<String> OFFSETS = List.of("-3600s", "-90s", "+90s", "+3600s");
  private static final Duration INEXACT = Duration.ofSeconds(10);
  private static final List<String> ZONES =
      List.of("Pacific/Auckland", "Asia/Kolkata", "America/St_Johns", "UTC");

  private final Path library;

  WrongClocks(Path library) {
    this.library = library;
  }

  @Override
  public String id() {
    return ID;
  }

  @Override
  public String title() {
    return TITLE;
  }

  @Override
  public Design design(Design usual) {
    return usual.of(OFFSETS.size()).differing(this::wrong);
  }

  private Design wrong(int node, Design design) {
    return design
        .launchedBy(List.of("env", "LD_PRELOAD=" + library, "FAKETIME=" + OFFSETS.get(node)))
        .withJvmOption("-Duser.timezone=" + ZONES.get(node));
  }

  @Override
  public void inflict(Scene scene, int count) throws InterruptedException {
    for (int i = 0; i < count; i++) {
      scene.pause(WINDOW, WINDOW);
      if (areWrong(scene)) {
        scene.injected().add();
      }
    }
    scene.remarks().add("clocks wrong by " + OFFSETS);
    scene.remarks().add("latest timer %d ms".formatted(scene.latencies().timer(1)));
    scene.requireNoTakeovers();
    scene.requireNoDuplicates();
  }

  /** Whether each node's clock is as wrong as it is to be, and in its time zone. */
  private static boolean areWrong(Scene scene) throws InterruptedException {
    boolean all = true;
    for (int i = 0; i < OFFSETS.size(); i++) {
      Node node = scene.nodes().get(i);
      Instant expected = Instant.now().plus(Duration.parse("PT" + OFFSETS.get(i)));
      String clock = Asking.get(node, "/lab/clock");
      if (!tells(clock, expected, ZONES.get(i))) {
        scene.violated(
            "clocks are wrong by " + OFFSETS.get(i), "%s, not %s".formatted(clock, expected));
        all = false;
      }
    }
    return all;
  }

  private static boolean tells(String clock, Instant expected, String zone) {
    int space = clock.indexOf(' ');
    return space > 0
        && clock.substring(space + 1).equals(zone)
        && Duration.between(expected, Instant.parse(clock.substring(0, space)))
                .abs()
                .compareTo(INEXACT)
            < 0;
  }
}
