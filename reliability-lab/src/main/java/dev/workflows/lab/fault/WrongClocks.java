package dev.workflows.lab.fault;

import dev.workflows.lab.cluster.Fleet.Design;
import java.nio.file.Path;
import java.util.List;

/** Each node's clock is wrong by another time, and stands in another time zone. */
final class WrongClocks implements Fault {

  private static final int WINDOW = 10_000;
  private static final List<String> OFFSETS = List.of("-1h", "-90s", "+90s", "+1h");
  private static final List<String> ZONES =
      List.of("Pacific/Auckland", "Asia/Kolkata", "America/St_Johns", "UTC");

  private final Path library;
  private final String id;
  private final String title;

  WrongClocks(Path library, String id, String title) {
    this.library = library;
    this.id = id;
    this.title = title;
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public String title() {
    return title;
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
      scene.injected().add();
    }
    scene.remarks().add("clocks wrong by " + OFFSETS);
    scene.remarks().add("latest timer %d ms".formatted(scene.latencies().timer(1)));
    scene.requireNoTakeovers();
    scene.requireNoDuplicates();
  }
}
