package dev.workflows.benchmarks.load;

import dev.workflows.benchmarks.engine.Case;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What one engine did in one round of one case.
 *
 * @param phase of a workload that has some; else empty
 * @param figures what was measured; empty if the engine cannot do this
 */
public record Measurement(String engine, Case measured, String phase, Map<Figure, Double> figures) {

  private static final MathContext DIGITS = new MathContext(4);

  /** Takes the figures with four digits: more would promise more than a benchmark can hold. */
  public Measurement {
    Map<Figure, Double> rounded = new EnumMap<>(Figure.class);
    figures.forEach((figure, value) -> rounded.put(figure, rounded(value)));
    figures = Map.copyOf(rounded);
  }

  /** A round without phases. */
  public Measurement(String engine, Case measured, Map<Figure, Double> figures) {
    this(engine, measured, "", figures);
  }

  /** An engine that cannot do this. */
  static Measurement none(String engine, Case measured) {
    return new Measurement(engine, measured, Map.of());
  }

  /**
   * The rate that ratios are made of; where nothing is asked of engines, that of their statements.
   * Not a number if there is none.
   */
  public double perSecond() {
    Double statements = figures.getOrDefault(Figure.STATEMENT_RATE, Double.NaN);
    return figures.getOrDefault(Figure.PER_SECOND, statements);
  }

  /** The names and values of the JSON. */
  public Map<String, Object> toJson() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("engine", engine);
    json.put("java", Runtime.version().feature());
    json.put("workload", measured.workload().label());
    json.put("activities", measured.activities());
    json.put("clients", measured.clients());
    json.put("size", measured.size());
    json.put("nodes", measured.nodes());
    json.put("closed", measured.closed());
    if (!phase.isEmpty()) {
      json.put("phase", phase);
    }
    for (Figure figure : Figure.values()) {
      Double value = figures.get(figure);
      if (value != null) {
        json.put(figure.label(), value);
      }
    }
    return json;
  }

  private static double rounded(double value) {
    return Double.isFinite(value) ? BigDecimal.valueOf(value).round(DIGITS).doubleValue() : value;
  }
}
