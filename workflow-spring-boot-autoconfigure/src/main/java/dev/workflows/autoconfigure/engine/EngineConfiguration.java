package dev.workflows.autoconfigure.engine;

import dev.workflows.autoconfigure.WorkflowProperties;
import dev.workflows.engine.EngineSettings;
import dev.workflows.engine.HistoryLimits;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.PropertyResolver;
import org.springframework.util.unit.DataSize;

/** Completes what is configured by the core's defaults. */
final class EngineConfiguration {

  private EngineConfiguration() {}

  static EngineSettings settings(
      WorkflowProperties properties, boolean virtualThreads, PropertyResolver environment) {
    EngineSettings standard = EngineSettings.defaults(virtualThreads);
    WorkflowProperties.Worker worker = properties.worker();
    return new EngineSettings(
        or(worker.heartbeat(), standard.heartbeat()),
        or(worker.lease(), standard.lease()),
        or(worker.poll(), standard.poll()),
        or(worker.linger(), standard.linger()),
        or(worker.codeTimeout(), standard.codeTimeout()),
        or(worker.maxResidentRuns(), standard.maxResidentRuns()),
        or(properties.client().timeout(), standard.clientTimeout()),
        bytes(properties.payloadLimit(), standard.maxPayloadBytes()),
        standard.maxBatch(),
        standard.committers(),
        host(standard.host()),
        environment.getProperty("spring.application.version", standard.version()),
        new HistoryLimits(
            or(properties.history().warning(), standard.history().warning()),
            or(properties.history().limit(), standard.history().most())),
        or(properties.client().maxUnread(), standard.maxUnread()));
  }

  private static int bytes(@Nullable DataSize limit, int standard) {
    return limit == null ? standard : (int) limit.toBytes();
  }

  private static String host(String standard) {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return standard;
    }
  }

  private static <V> V or(@Nullable V configured, V standard) {
    return Objects.requireNonNullElse(configured, standard);
  }
}
