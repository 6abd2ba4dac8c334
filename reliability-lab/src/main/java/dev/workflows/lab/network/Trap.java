package dev.workflows.lab.network;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Waits in a {@link NodeLink} for one request of a kind, and lets something happen to it.
 * Thread-safe; springs once.
 */
public final class Trap {

  /** What happens to the request. */
  public enum Fate {
    /** It never reaches the server; the client sees a broken connection. */
    LOSE_REQUEST,
    /** The server executes it; the client sees a broken connection instead of the reply. */
    LOSE_REPLY,
    /** The server executes it; the client hears nothing, and nothing more ever. */
    SWALLOW_REPLY,
    /** It is on its way until {@link #release()}; then the server executes it. */
    HOLD
  }

  /** The SQLSTATE of a request that succeeded. */
  public static final String SUCCESS = ReplyReader.SUCCESS;

  private final Fate fate;
  private final Predicate<Request> bait;
  private final CompletableFuture<Request> sprung = new CompletableFuture<>();
  private final CompletableFuture<String> reply = new CompletableFuture<>();
  private final CompletableFuture<Void> released = new CompletableFuture<>();

  /** A trap for the first request that the bait fits. */
  public Trap(Fate fate, Predicate<Request> bait) {
    this.fate = fate;
    this.bait = bait;
  }

  /** Whether this request is the one, at the first that is. */
  boolean springsOn(Request request) {
    return bait.test(request) && sprung.complete(request);
  }

  Fate fate() {
    return fate;
  }

  /** Waits for {@link #release()}. */
  void awaitRelease() {
    released.join();
  }

  /** What the server said, as an SQLSTATE. */
  void replied(String state) {
    reply.complete(state);
  }

  /** Lets a held request go on. */
  public void release() {
    released.complete(null);
  }

  /** Waits until there was such a request, and says whether there was one. */
  public boolean awaitSprung(Duration longest) throws InterruptedException {
    return value(sprung, longest) != null;
  }

  /**
   * Waits for the server's reply.
   *
   * @return its SQLSTATE; {@code null} if there was no reply
   */
  public @Nullable String awaitReply(Duration longest) throws InterruptedException {
    return value(reply, longest);
  }

  private static <V> @Nullable V value(CompletableFuture<V> future, Duration longest)
      throws InterruptedException {
    try {
      return future.get(longest.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      return null;
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }
}
