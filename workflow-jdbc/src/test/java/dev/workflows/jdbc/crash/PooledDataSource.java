package dev.workflows.jdbc.crash;

import dev.workflows.jdbc.clock.TimedDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** The connections of one machine to one pool, on which faults happen. */
final class PooledDataSource extends DelegatingDataSource {

  private final Faults faults;
  private final Timeline timeline;
  private final Killer killer;
  private final List<Wire> wires = new ArrayList<>();
  private boolean cut;

  /** Lets the database end a session. */
  interface Killer {
    void kill(Connection connection) throws SQLException;
  }

  PooledDataSource(DataSource pool, Timeline timeline, Faults faults, Killer killer) {
    super(new TimedDataSource(pool, timeline));
    this.faults = faults;
    this.timeline = timeline;
    this.killer = killer;
  }

  Faults faults() {
    return faults;
  }

  boolean isCut() {
    return cut;
  }

  /** Nothing comes through any more, and nothing that is open will be committed. */
  void cut() throws SQLException {
    cut = true;
    for (Wire wire : wires) {
      wire.abandon();
    }
  }

  void kill(Connection connection) throws SQLException {
    killer.kill(connection);
  }

  @Override
  public Connection getConnection() throws SQLException {
    if (cut) {
      throw Wire.gone();
    }
    timeline.tick();
    Wire wire = new Wire(super.getConnection(), this);
    wires.add(wire);
    return wire.connection();
  }
}
