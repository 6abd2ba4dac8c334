package dev.workflows.test.engine;

import dev.workflows.PermanentException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** Counts what it does. */
final class CountingSteps implements Steps {

  final List<String> calls = new CopyOnWriteArrayList<>();
  final AtomicInteger failures = new AtomicInteger();
  final AtomicInteger looks = new AtomicInteger();
  final CountDownLatch release = new CountDownLatch(1);

  @Override
  public String echo(String text) {
    calls.add("echo " + text);
    return text;
  }

  @Override
  public String look(String text) {
    calls.add("look " + text);
    return text + "#" + looks.incrementAndGet();
  }

  @Override
  public String lookSlow(String text) throws InterruptedException {
    return slow(text);
  }

  @Override
  public String lookStubborn(String text) {
    return stubborn(text);
  }

  @Override
  public String flaky(int times) {
    calls.add("flaky");
    if (failures.incrementAndGet() <= times) {
      throw new IllegalStateException("failure " + failures.get());
    }
    return "after " + failures.get();
  }

  @Override
  public String hopeless(String why) throws OutOfLuckException {
    calls.add("hopeless");
    if (why.equals("permanent")) {
      throw new PermanentException(why);
    }
    throw new OutOfLuckException(why);
  }

  @Override
  public String slow(String text) throws InterruptedException {
    calls.add("slow " + text);
    if (!release.await(20, TimeUnit.SECONDS)) {
      throw new IllegalStateException("never let go");
    }
    return text;
  }

  @Override
  public String stubborn(String text) {
    calls.add("stubborn " + text);
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (release.getCount() > 0 && System.nanoTime() < until) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
      Thread.interrupted();
    }
    calls.add("let go");
    return text;
  }

  @Override
  public String endless() throws InterruptedException {
    calls.add("endless");
    new CountDownLatch(1).await();
    return "never";
  }

  @Override
  public String txSlow(String text) throws InterruptedException {
    return slow(text);
  }

  @Override
  public String txWrite(String text) {
    calls.add("txWrite " + text);
    return text;
  }
}
