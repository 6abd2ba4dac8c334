package dev.workflows.test.invariants;

import java.util.function.Supplier;
import javax.sql.DataSource;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.BeforeTestExecutionCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Checks after every test that the engine's tables are consistent, and fails the test if not. Goes
 * into a field with {@code @RegisterExtension}.
 *
 * <p>What is recorded when a test begins may not change during it; a test that lets processes crash
 * calls {@link #remember()} now and then, so that this is checked of its own events as well. The
 * check runs before the test's {@code @AfterEach} methods; nodes may still be writing.
 */
public final class InvariantsExtension
    implements BeforeTestExecutionCallback, AfterTestExecutionCallback {

  private final Supplier<DataSource> database;
  private final Invariants invariants;

  /** On tables with the default prefix; the database is asked for when a test begins and ends. */
  public InvariantsExtension(Supplier<DataSource> database) {
    this(database, "workflow_");
  }

  /** On tables with another prefix. */
  public InvariantsExtension(Supplier<DataSource> database, String tablePrefix) {
    this(database, new Invariants(tablePrefix));
  }

  private InvariantsExtension(Supplier<DataSource> database, Invariants invariants) {
    this.database = database;
    this.invariants = invariants;
  }

  /** For tests that write to a store by themselves, also what no engine would. */
  public static InvariantsExtension ofStore(Supplier<DataSource> database) {
    return new InvariantsExtension(database, Invariants.ofStore("workflow_"));
  }

  /** Remembers every event as it is now; it may not change until the test ends. Thread-safe. */
  public void remember() {
    invariants.remember(database.get());
  }

  @Override
  public void beforeTestExecution(ExtensionContext context) {
    invariants.forget();
    remember();
  }

  @Override
  public void afterTestExecution(ExtensionContext context) {
    invariants.assertHold(database.get());
  }
}
