package dev.workflows.spi;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * Runs a transactional activity so that its effect and its record are one commit.
 *
 * <p>The body runs inside a transaction of the application's transaction manager on the engine's
 * database. Its last statement before the commit locks and checks the fence, then inserts the
 * outcome under the one key that any other resolution of this call would take as well.
 */
public interface ActivityTransactions {

  /**
   * Executes the body and records its outcome, both or neither.
   *
   * @param fence what must still hold at the end
   * @param body the activity; returns its outcome's message
   * @return what became of it
   * @throws Exception whatever the body threw, after the roll back; {@link StoreException} with
   *     {@code UNKNOWN} if the commit's answer was lost, with {@code ROLLED_BACK} if the database
   *     gave the transaction up
   */
  Result execute(Fence fence, Callable<Message> body) throws Exception;

  /**
   * What an attempt must still hold when it commits.
   *
   * @param lease the run's ownership
   * @param seq the position of the call
   * @param attempt the number of the attempt
   * @param retry whether the call has an activity row, whose attempt must then be this one
   */
  record Fence(RunLease lease, long seq, int attempt, boolean retry) {}

  /**
   * What became of an attempt.
   *
   * @param recorded whether effect and outcome are durable; {@code false} means that another
   *     resolution or another owner was first and everything was rolled back
   * @param outcome the message that was recorded
   */
  record Result(boolean recorded, @Nullable Message outcome) {}
}
