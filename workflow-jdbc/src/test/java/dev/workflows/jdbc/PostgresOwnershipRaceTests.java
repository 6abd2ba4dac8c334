package dev.workflows.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workflows.spi.NewRun;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class PostgresOwnershipRaceTests extends OwnershipRaceTests {

  @Override
  TestDatabase open() {
    return TestDatabase.forRaces(true);
  }

  @Test
  void passesOverWhatAnotherIsClaimingWithoutWaitingForIt() throws Exception {
    NewRun due = due();
    NewRun woken = woken();
    rivalClaims();

    assertThat(claimed(UUID.randomUUID())).doesNotContain(due.runId(), woken.runId());
  }
}
