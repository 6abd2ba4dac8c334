package dev.workflows.autoconfigure.endpoint;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the actuator does not tell of a request. */
interface CurrentRequest {

  /** For web stacks that do not tell. */
  CurrentRequest UNKNOWN =
      new CurrentRequest() {
        @Override
        public Map<String, String> pathVariables() {
          return Map.of();
        }

        @Override
        public @Nullable String remoteAddress() {
          return null;
        }
      };

  /**
   * The variables of its path, by name; empty where the web stack does not tell. The actuator lets
   * a key of the body, or a parameter of the query, replace a part of the path; who may do what is
   * often decided by the path.
   */
  Map<String, String> pathVariables();

  /** Where it came from, {@code null} where the web stack does not tell. */
  @Nullable String remoteAddress();
}
