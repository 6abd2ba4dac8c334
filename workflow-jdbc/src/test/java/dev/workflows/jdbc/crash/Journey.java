package dev.workflows.jdbc.crash;

import java.time.Duration;

/** The runs that are interrupted, and what their clients do. */
enum Journey {
  /** From the first statement of its process on. */
  FIRST_STATEMENTS(true) {
    @Override
    void play(Client client) {
      client.start(id(), "plain");
    }
  },
  STEPS {
    @Override
    void play(Client client) {
      client.start(id(), "plain", "plain", "plain");
    }
  },
  RETRIES {
    @Override
    void play(Client client) {
      client.start(id(), "plain", "flaky", "hopeless");
    }
  },
  TRANSACTIONAL {
    @Override
    void play(Client client) {
      client.start(id(), "take", "plain", "take");
    }
  },
  TRANSACTIONAL_RETRIED {
    @Override
    void play(Client client) {
      client.start(id(), "flakyTake", "take");
    }
  },
  TIMERS {
    @Override
    void play(Client client) {
      client.start(id(), "nap", "plain", "signalOrTime");
    }
  },
  SIGNALS {
    @Override
    void play(Client client) {
      client.start(id(), "signal", "plain", "signal");
      client.signal(id(), "first");
      client.signal(id(), "second");
    }
  },
  /** Given up by its node, woken by a message, given up again, and woken by its timer. */
  RELEASED {
    @Override
    void play(Client client) {
      client.start(id(), "signal", "sleep", "take");
      client.pass(Duration.ofSeconds(25));
      client.signal(id(), "late");
      client.pass(Duration.ofSeconds(40));
    }
  },
  /** More runs than there is room for in memory. */
  CROWDED {
    @Override
    void play(Client client) {
      client.start(id() + 1, "plain", "signal", "plain");
      client.start(id() + 2, "signal", "plain");
      client.pass(Duration.ofSeconds(1));
      client.signal(id() + 1, "one");
      client.signal(id() + 2, "two");
      client.pass(Duration.ofSeconds(1));
    }
  },
  CANCELLED {
    @Override
    void play(Client client) {
      client.start(id(), "plain", "signal");
      client.awaitEvents(id(), 3);
      client.cancel(id());
    }
  },
  TERMINATED {
    @Override
    void play(Client client) {
      client.start(id(), "plain", "signal");
      client.awaitEvents(id(), 3);
      client.terminate(id());
    }
  },
  /** Started and told within transactions of the caller's. */
  IN_A_TRANSACTION {
    @Override
    void play(Client client) {
      client.inTransaction("start", () -> client.startOnce(id(), "plain", "signal"));
      client.pass(Duration.ofSeconds(1));
      client.inTransaction("tell", () -> client.signalOnce(id(), "told"));
    }
  },
  STARTED_TWICE {
    @Override
    void play(Client client) {
      client.start(id(), "plain");
      client.start(id(), "plain");
      client.startLater(id() + 2, Duration.ofSeconds(5), "plain");
    }
  },
  /** What a process leaves behind that died without a word, taken over. */
  TAKEN_OVER(true) {
    @Override
    void prepare(Client client) {
      client.start(id() + 1, "flaky", "signal", "take");
      client.start(id() + 2, "sleep", "plain");
      client.pass(Duration.ofMillis(500));
    }

    @Override
    void play(Client client) {
      client.pass(Duration.ofSeconds(90));
      client.signal(id() + 1, "on");
    }
  };

  private final boolean fromItsBirth;

  Journey() {
    this(false);
  }

  Journey(boolean fromItsBirth) {
    this.fromItsBirth = fromItsBirth;
  }

  /** Whether also the statements have numbers with which its process begins. */
  boolean fromItsBirth() {
    return fromItsBirth;
  }

  /** What happens before, on another process, which then dies. */
  void prepare(Client client) {}

  /** What the client does. */
  abstract void play(Client client);

  /** The id of its workflow. */
  String id() {
    return name();
  }
}
