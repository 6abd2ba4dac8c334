package dev.workflows.lab.load;

import dev.workflows.lab.load.Customers.Pace;
import dev.workflows.lab.worker.Plan;
import dev.workflows.lab.worker.Route;
import dev.workflows.lab.worker.Stop;
import dev.workflows.lab.worker.Stop.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Makes plans of all kinds of stops, and routes of all kinds. For one thread. */
final class Plans {

  private static final List<Kind> KINDS =
      List.of(
          Kind.WORK,
          Kind.WORK,
          Kind.WORK,
          Kind.BOOK,
          Kind.BOOK,
          Kind.BOOK,
          Kind.FLAKY_WORK,
          Kind.FLAKY_BOOK,
          Kind.SLEEP,
          Kind.EXPIRE,
          Kind.NOTES,
          Kind.NOTES);

  private final Random random;
  private final Pace pace;

  Plans(Random random, Pace pace) {
    this.random = random;
    this.pace = pace;
  }

  Plan next() {
    List<Stop> stops = new ArrayList<>();
    int size = 2 + random.nextInt(pace.stops() - 1);
    for (int i = 0; i < size; i++) {
      stops.add(stop(KINDS.get(random.nextInt(KINDS.size()))));
    }
    return new Plan(stops);
  }

  Route nextRoute() {
    List<Integer> camps = new ArrayList<>();
    for (int i = random.nextInt(3); i >= 0; i--) {
      camps.add(random.nextInt(pace.activity() / 2));
    }
    return new Route(
        1 + random.nextInt(3),
        random.nextInt(3),
        camps,
        random.nextInt(pace.activity()),
        random.nextInt(4),
        random.nextInt(3) == 0);
  }

  private Stop stop(Kind kind) {
    return switch (kind) {
      case SLEEP, EXPIRE -> new Stop(kind, random.nextInt(pace.timer()), 0);
      case NOTES, FLAKY_WORK, FLAKY_BOOK ->
          new Stop(kind, random.nextInt(pace.activity() / 2), 1 + random.nextInt(2));
      default -> new Stop(kind, random.nextInt(pace.activity()), 0);
    };
  }
}
