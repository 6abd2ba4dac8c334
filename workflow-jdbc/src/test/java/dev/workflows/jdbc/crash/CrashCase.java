package dev.workflows.jdbc.crash;

import dev.workflows.test.invariants.Invariants;
import dev.workflows.test.invariants.Violation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** One run, interrupted at one call or at none, and finished by a second process. */
final class CrashCase {

  private static final Duration FIRST_POLL = Duration.ofSeconds(1);
  private static final Duration GLANCE = Duration.ofSeconds(5);
  private static final Duration PATIENCE = Duration.ofMinutes(10);
  private static final Duration SETTLING = Engines.LEASE.plusSeconds(25);

  private static final String RECORDED =
      """
      select count(*)
      from workflow_event s
        join workflow_event c on c.run_id = s.run_id and c.ref_seq = s.seq
      where s.type = 'activity_scheduled' and c.type in ('activity_completed', 'activity_failed')
        and s.payload like concat('%', cast(:call as varchar), '%')
      """;

  private static final String OPEN = "select count(*) from workflow_run where closed_at is null";

  private final Laboratory laboratory;
  private final Journey journey;
  private final Faults faults;
  private final DataSource tables;
  private final JdbcClient sql;
  private final Timeline timeline = new Timeline();
  private final Invariants invariants = new Invariants("workflow_");
  private final Ledger ledger = new Ledger(this::isRecorded);
  private final Machines machines = new Machines(timeline, this::machine);
  private final Client client;
  private final List<String> problems = new ArrayList<>();
  private int interrupted;

  private CrashCase(Laboratory laboratory, Journey journey, Faults faults) {
    this.laboratory = laboratory;
    this.journey = journey;
    this.faults = faults;
    this.tables = laboratory.database().application();
    this.sql = laboratory.database().sql();
    this.client = new Client(machines, sql);
  }

  /**
   * What came of a case.
   *
   * @param executions how often each activity was executed
   * @param calls what the interrupted process asked of the database
   * @param problems what must not be
   */
  record Report(
      Outcome outcome,
      Map<String, Integer> executions,
      List<String> calls,
      List<String> problems) {}

  /** Executes a run that nothing happens to. */
  static Report undisturbed(Laboratory laboratory, Journey journey) {
    return new CrashCase(laboratory, journey, Faults.none()).execute();
  }

  /** Executes a run that this happens to. */
  static Report of(Laboratory laboratory, FaultPoint point) {
    return new CrashCase(laboratory, point.journey(), Faults.at(point)).execute();
  }

  private Report execute() {
    laboratory.clear();
    try {
      journey.prepare(client);
      machines.killCurrent();
      interrupted = machines.started() + 1;
      begin();
      journey.play(client);
      awaitEnd();
      faults.end();
      finishByAnother();
      return report();
    } finally {
      machines.killCurrent();
    }
  }

  private Machine machine(int number) {
    if (number != interrupted) {
      return laboratory.machine(timeline, Faults.none(), ledger);
    }
    faults.onDeath(this::die);
    if (journey.fromItsBirth()) {
      faults.begin();
    }
    return laboratory.machine(timeline, faults, ledger);
  }

  private void die() {
    machines.stopCurrent();
    invariants.remember(tables);
  }

  private void begin() {
    machines.current();
    if (!journey.fromItsBirth()) {
      machines.pass(FIRST_POLL);
      faults.begin();
    }
  }

  private void awaitEnd() {
    long until = timeline.nanos() + PATIENCE.toNanos();
    while (hasOpenRuns() && timeline.nanos() < until) {
      machines.pass(GLANCE);
    }
  }

  /** A process that lives mends everything itself, and leaves nothing for the next one. */
  private void finishByAnother() {
    if (machines.started() == interrupted) {
      if (hasOpenRuns()) {
        problems.add("The process lives, but its runs do not go on");
      }
      die();
    }
    machines.pass(SETTLING);
    awaitEnd();
  }

  private Report report() {
    machines.killCurrent();
    invariants.violations(tables).stream().map(Violation::toString).forEach(problems::add);
    if (hasOpenRuns()) {
      problems.add("A run is open still");
    }
    ledger.tooLate().forEach(call -> problems.add("Executed although it was recorded: " + call));
    return new Report(
        Outcome.of(sql, new Effects(tables)), ledger.executions(), faults.calls(), problems);
  }

  private boolean hasOpenRuns() {
    return sql.sql(OPEN).query(Long.class).single() > 0;
  }

  private boolean isRecorded(String call) {
    return sql.sql(RECORDED).param("call", call).query(Long.class).single() > 0;
  }
}
