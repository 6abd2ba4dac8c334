package dev.workflows.lab.network;

/** Threads that do not keep the laboratory from ending. */
final class Threads {

  private Threads() {}

  static void start(String name, Runnable body) {
    Thread thread = new Thread(body, name);
    thread.setDaemon(true);
    thread.start();
  }
}
