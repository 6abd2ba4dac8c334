package dev.workflows.jdbc.sequence;

import dev.workflows.spi.LoadedRun;
import dev.workflows.spi.OwnershipStore;
import dev.workflows.spi.OwnershipStore.Claim;
import dev.workflows.spi.Release;
import dev.workflows.spi.RunLease;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What nodes ask for: who lives, and who owns what. */
final class NodeSteps {

  private static final Duration LEASE = Duration.ofSeconds(10);
  private static final Set<String> TYPES = Set.of("order", "trip");

  private final Chance chance;
  private final Script script;

  NodeSteps(Chance chance, Script script) {
    this.chance = chance;
    this.script = script;
  }

  void register() {
    UUID node = chance.id();
    script.known.nodes.add(node);
    OwnershipStore.NodeRow row = new OwnershipStore.NodeRow(node, "host", "1");
    script.add("register " + node, door -> door.store().ownership().register(row));
  }

  void own() {
    UUID node = chance.of(script.known.nodes);
    switch (chance.upTo(12)) {
      case 0, 1, 2 -> claim(node);
      case 3, 4 -> takeOver(node);
      case 5, 6 -> release();
      case 7 -> reclaim(node);
      case 8 -> load();
      case 9, 10 ->
          script.add("heartbeat " + node, door -> door.store().ownership().heartbeat(node));
      default -> tidy(node);
    }
  }

  private void claim(UUID node) {
    Claim claim = claimOf(node);
    take(script.add("claim " + claim, door -> Set.copyOf(door.store().ownership().claim(claim))));
  }

  private void takeOver(UUID node) {
    Claim claim = claimOf(node);
    take(
        script.add(
            "take over " + claim,
            door -> Set.copyOf(door.store().ownership().takeOver(claim, LEASE))));
  }

  /** For everything: of what is due at the same time, any may be taken first. */
  private Claim claimOf(UUID node) {
    return new Claim(node, chance.percent(80) ? TYPES : Set.of("order"), Script.ALL);
  }

  private void take(@Nullable Set<RunLease> leases) {
    if (leases != null) {
      List<RunLease> inOrder =
          leases.stream().sorted(Comparator.comparing(RunLease::runId)).toList();
      script.known.take(inOrder, run -> script.store().histories().nextSeq(run), chance);
    }
  }

  /** Whoever releases never writes under that fence again. */
  private void release() {
    if (script.known.held.isEmpty()) {
      return;
    }
    Held held = chance.of(script.known.held);
    script.known.held.remove(held);
    Release release =
        new Release(
            held.lease(),
            chance.percent(60) ? script.now().plusMillis(chance.upTo(5_000)) : null,
            List.of("signal paid"),
            chance.percent(15) ? Script.SOME : null);
    script.add("release " + release, door -> door.store().ownership().release(List.of(release)));
  }

  private void reclaim(UUID node) {
    List<RunLease> owned =
        chance.percent(80) || script.known.held.isEmpty()
            ? script.store().ownership().owned(node)
            : List.of(chance.of(script.known.held).lease());
    if (!owned.isEmpty()) {
      take(
          script.add(
              "reclaim " + owned, door -> Set.copyOf(door.store().ownership().reclaim(owned))));
    }
  }

  private void load() {
    if (script.known.held.isEmpty()) {
      return;
    }
    Held held = chance.of(script.known.held);
    List<LoadedRun> loaded =
        script.add("load " + held, door -> door.store().ownership().load(List.of(held.lease())));
    script.known.held.remove(held);
    if (loaded != null && !loaded.isEmpty()) {
      script.known.held.add(new Held(held.lease(), loaded.get(0).history().size() + 1L));
    }
  }

  private void tidy(UUID node) {
    switch (chance.upTo(4)) {
      case 0 -> {
        script.add(
            "leave " + node, door -> Script.none(() -> door.store().ownership().leave(node)));
        register();
      }
      case 1 ->
          script.add(
              "forget nodes",
              door -> Script.none(() -> door.store().ownership().forgetNodes(LEASE)));
      default ->
          script.add("mark dead letters", door -> door.store().ownership().markDeadLetters());
    }
  }
}
