package dev.workflows.autoconfigure.endpoint;

import java.util.Map;

/**
 * What the path of the current request says. The actuator lets a key of the body, or a parameter of
 * the query, replace a part of the path; who may do what is often decided by the path.
 */
@FunctionalInterface
interface PathVariables {

  /** For web stacks that do not tell. */
  PathVariables UNKNOWN = Map::of;

  /** Its variables by name; empty where the web stack does not tell. */
  Map<String, String> current();
}
