package dev.workflows.replay;

import java.util.Random;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Chance of a run, from the seed of its history, by the algorithms that {@link Random} specifies: a
 * newer JVM gives the same numbers. A query gets numbers of its own, since it must not change what
 * the run will get next.
 */
final class RunRandom implements RandomGenerator {

  private final long seed;
  private final Random run;
  private @Nullable Random query;

  RunRandom(long seed) {
    this.seed = seed;
    this.run = new Random(seed);
  }

  void beginQuery() {
    query = new Random(seed);
  }

  void endQuery() {
    query = null;
  }

  private Random source() {
    Random other = query;
    return other == null ? run : other;
  }

  @Override
  public long nextLong() {
    return source().nextLong();
  }

  @Override
  public int nextInt() {
    return source().nextInt();
  }

  @Override
  public int nextInt(int bound) {
    return source().nextInt(bound);
  }

  @Override
  public double nextDouble() {
    return source().nextDouble();
  }

  @Override
  public float nextFloat() {
    return source().nextFloat();
  }

  @Override
  public boolean nextBoolean() {
    return source().nextBoolean();
  }

  @Override
  public double nextGaussian() {
    return source().nextGaussian();
  }

  @Override
  public void nextBytes(byte[] bytes) {
    source().nextBytes(bytes);
  }
}
