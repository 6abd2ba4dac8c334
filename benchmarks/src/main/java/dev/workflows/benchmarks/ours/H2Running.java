package dev.workflows.benchmarks.ours;

import com.zaxxer.hikari.HikariDataSource;
import dev.workflows.benchmarks.database.MeteredPool;
import dev.workflows.benchmarks.engine.Case;
import dev.workflows.benchmarks.engine.Engine;
import dev.workflows.benchmarks.engine.Operation;
import dev.workflows.benchmarks.engine.Tally;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.util.FileSystemUtils;

/** The running engine on H2; its files go when it is closed. */
record H2Running(Path folder, HikariDataSource connections, OurNode node, Tally tally)
    implements Engine.Running {

  @Override
  public Operation operation(Case measured) {
    return new Sequential(node.client(), SequentialWorkflow.TYPE, measured.activities());
  }

  /** The figures of a pool are those of a server. */
  @Override
  public @Nullable MeteredPool pool() {
    return null;
  }

  @Override
  public void close() throws IOException {
    node.close();
    connections.close();
    FileSystemUtils.deleteRecursively(folder);
  }
}
