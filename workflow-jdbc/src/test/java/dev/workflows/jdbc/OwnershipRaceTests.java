package dev.workflows.jdbc;

import static dev.workflows.jdbc.Scenario.completed;
import static dev.workflows.jdbc.Scenario.lease;
import static dev.workflows.jdbc.Scenario.unowned;
import static org.assertj.core.api.Assertions.assertThat;

import dev.workflows.spi.CommitStore.Send;
import dev.workflows.spi.Message;
import dev.workflows.spi.NewRun;
import dev.workflows.spi.OwnershipStore.Claim;
import dev.workflows.spi.Release;
import dev.workflows.spi.RunLease;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Claims, takeovers and releases, and what meets them. */
abstract class OwnershipRaceTests extends Races {

  private static Claim everything(UUID node) {
    return new Claim(node, Set.of("order"), 1000);
  }

  NewRun due() {
    NewRun run = unowned(UUID.randomUUID() + "-order");
    commits().start(List.of(run));
    return run;
  }

  /** A run that is not due but has a message. */
  NewRun woken() {
    NewRun run = started();
    release(run);
    commits().send(List.of(signal(run)));
    return run;
  }

  private Set<UUID> release(NewRun run) {
    return ownership().release(List.of(new Release(lease(run), null, List.of("paid"), null)));
  }

  private static Send signal(NewRun run) {
    return new Send(run.runId().toString(), Message.signal("1", "paid", null));
  }

  List<UUID> claimed(UUID node) {
    return ids(ownership().claim(everything(node)));
  }

  private List<UUID> takenOver() {
    return ids(ownership().takeOver(everything(UUID.randomUUID()), Duration.ZERO));
  }

  private static List<UUID> ids(List<RunLease> leases) {
    return leases.stream().map(RunLease::runId).toList();
  }

  UUID rivalClaims() throws SQLException {
    UUID node = UUID.randomUUID();
    dialect.ownership(TABLES).claim(rival, everything(node));
    return node;
  }

  private @Nullable UUID ownerOf(NewRun run) {
    return database.store().runs().find(run.runId().toString()).orElseThrow().owner();
  }

  @Test
  void claimNothingThatAnotherIsClaiming() throws Exception {
    NewRun due = due();
    NewRun woken = woken();
    UUID first = rivalClaims();

    var claim = begun(() -> claimed(UUID.randomUUID()));
    rival.commit();

    assertThat(answer(claim)).doesNotContain(due.runId(), woken.runId());
    assertThat(ownerOf(due)).isEqualTo(first);
    assertThat(ownerOf(woken)).isEqualTo(first);
  }

  @Test
  void takeOverAllButTheRunWhoseFormerOwnerWasFaster() throws Exception {
    NewRun late = started();
    NewRun other = started();
    rivalAppends(late, completed(lease(late), 3));

    var takeover = waiting(this::takenOver);
    rival.commit();

    assertThat(answer(takeover)).contains(other.runId()).doesNotContain(late.runId());
    assertThat(ownerOf(late)).isEqualTo(Scenario.NODE);
    assertThat(eventsOf(late))
        .containsExactly("workflow_started", "activity_scheduled", "activity_completed");
    assertThat(takenOver()).contains(late.runId());
    assertThat(eventsOf(late)).endsWith("activity_completed", "owner_changed");
  }

  @Test
  void wakeARunByAMessageThatItsReleaseCouldNotSee() throws Exception {
    NewRun run = started();
    dialect.messages(TABLES).send(rival, List.of(signal(run)));

    assertThat(release(run)).contains(run.runId());
    rival.commit();

    assertThat(claimed(UUID.randomUUID())).contains(run.runId());
  }

  /** As the outcome of a transactional activity does, which locks its run until it commits. */
  @Test
  void loseNoMessageThatCameWhileTheReleaseWaited() throws Exception {
    NewRun run = started();
    rivalHolds(run);
    dialect.messages(TABLES).send(rival, List.of(signal(run)));

    var release = waiting(() -> release(run));
    rival.commit();

    boolean released = answer(release).contains(run.runId());
    assertThat(ownership().unreadOf(List.of(run.runId()))).hasSize(1);
    assertThat(claimed(UUID.randomUUID()).contains(run.runId())).isEqualTo(released);
    assertThat(Scenario.NODE.equals(ownerOf(run))).isNotEqualTo(released);
  }

  @Test
  void releaseNothingThatChangesHandsMeanwhile() throws Exception {
    NewRun run = started();
    rival("update workflow_run set fence = fence + 1 where run_id = ?", run.runId());

    var release = waiting(() -> release(run));
    rival.commit();

    assertThat(answer(release)).isEmpty();
    assertThat(ownerOf(run)).isEqualTo(Scenario.NODE);
  }
}
