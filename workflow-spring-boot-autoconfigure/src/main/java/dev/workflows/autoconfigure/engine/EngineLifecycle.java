package dev.workflows.autoconfigure.engine;

import dev.workflows.engine.WorkflowEngine;
import java.time.Duration;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.SmartLifecycle;

/**
 * Starts the engine behind everything that activities may need, and just before the doors through
 * which requests come (web server, listeners): they open once workflows can be started, and close
 * before the engine comes to rest.
 */
final class EngineLifecycle implements SmartLifecycle, DisposableBean {

  /** Below the web server's start and its graceful shutdown. */
  static final int PHASE = SmartLifecycle.DEFAULT_PHASE - 2048 - 1;

  private final WorkflowEngine engine;
  private final Duration drain;

  EngineLifecycle(WorkflowEngine engine, Duration drain) {
    this.engine = engine;
    this.drain = drain;
  }

  @Override
  public void start() {
    engine.start();
  }

  @Override
  public void stop() {
    engine.stop(drain);
  }

  @Override
  public boolean isRunning() {
    return engine.isRunning();
  }

  @Override
  public int getPhase() {
    return PHASE;
  }

  /** For an application that fails after the engine has started. */
  @Override
  public void destroy() {
    engine.stop(Duration.ZERO);
  }
}
