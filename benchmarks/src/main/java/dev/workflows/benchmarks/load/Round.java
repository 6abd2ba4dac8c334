package dev.workflows.benchmarks.load;

import dev.workflows.benchmarks.engine.Case;
import dev.workflows.benchmarks.engine.Engine;
import java.util.Map;

/** How one engine is measured once; it is open only as long as that takes. */
@FunctionalInterface
interface Round {

  /** Opens the engine on a database for this case, measures the case and closes the engine. */
  Map<Figure, Double> measure(Grounds grounds, Engine engine, Case measured) throws Exception;
}
