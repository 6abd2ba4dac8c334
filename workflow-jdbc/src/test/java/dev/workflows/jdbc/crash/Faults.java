package dev.workflows.jdbc.crash;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Numbers the calls that a machine makes of the database, and lets one of them fail. */
final class Faults {

  private final int at;
  private final @Nullable Mode mode;
  private final List<String> calls = new ArrayList<>();
  private Runnable death = () -> {};
  private boolean numbering;

  private Faults(int at, @Nullable Mode mode) {
    this.at = at;
    this.mode = mode;
  }

  /** The fault of a case. */
  static Faults at(FaultPoint point) {
    return new Faults(point.call(), point.mode());
  }

  /** None. */
  static Faults none() {
    return new Faults(0, null);
  }

  /** How the machine ends, if that is the fault. */
  void onDeath(Runnable end) {
    death = end;
  }

  /** The calls from now on have numbers. */
  void begin() {
    numbering = true;
  }

  void end() {
    numbering = false;
  }

  /** What was called, in the order of its numbers. */
  List<String> calls() {
    return List.copyOf(calls);
  }

  /** A call on its way to the database. */
  interface Call {
    @Nullable Object make() throws Throwable;
  }

  /** Makes a call, unless it is the one that is to fail. */
  @Nullable Object pass(Wire wire, String sql, Call call) throws Throwable {
    if (!numbering) {
      return call.make();
    }
    calls.add(sql);
    return calls.size() == at && mode != null ? fail(mode, wire, call) : call.make();
  }

  private @Nullable Object fail(Mode how, Wire wire, Call call) throws Throwable {
    switch (how) {
      case REFUSED -> {
        wire.undo();
        throw new SQLException("The transaction was given up", "40001");
      }
      case COMMIT_LOST -> {
        wire.makeInVain(call);
        wire.breakOff();
      }
      case REPLY_LOST -> {
        call.make();
        wire.breakOff();
      }
      case CONNECTION_KILLED -> {
        wire.kill();
        call.make();
        throw new AssertionError("A call was answered on a connection that was killed");
      }
      case ABANDONED -> death.run();
    }
    throw Wire.gone();
  }
}
