package dev.workflows.autoconfigure.journey;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/** What all applications of a test saw of their activities; and what holds one of them up. */
final class TravelLog {

  final List<Attempt> attempts = new CopyOnWriteArrayList<>();
  final CountDownLatch arrival = new CountDownLatch(1);

  /** Stands for a deployment of code that does not fit: it waits where the other calls. */
  volatile boolean rerouted;

  record Attempt(String activity, int number, String key) {}
}
