package dev.workflows.jdbc.sequence;

import dev.workflows.ErrorCode;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Executes operations on two stores side by side. */
final class Comparison {

  private static final int GLANCE = 10;

  private static final String GAP = "refused " + ErrorCode.HISTORY_GAP;

  private final Stores stores;

  Comparison(Stores stores) {
    this.stores = stores;
  }

  /** Where this store parts from the one in memory; {@code null} if it does not. */
  @Nullable Difference difference(List<Operation> operations, Stores.Kind kind) {
    Door model = Door.inMemory(stores.clock());
    Door door = stores.emptied(kind);
    for (int i = 0; i < operations.size(); i++) {
      Operation operation = operations.get(i);
      stores.clock().set(operation.at());
      String wanted = wanted(operation, model);
      if (wanted == null) {
        return null;
      }
      String found = operation.answer(door);
      if (!wanted.equals(found)) {
        return new Difference(i + 1, door.name(), wanted, found);
      }
      if (i % GLANCE == 0 || i == operations.size() - 1) {
        String modelled = Observation.of(model.store());
        String observed = Observation.of(door.store());
        if (!modelled.equals(observed)) {
          return new Difference(i + 1, door.name(), modelled, observed);
        }
      }
    }
    return null;
  }

  /** Nothing for what no node asks for, although sequences of which a part was left out do. */
  private static @Nullable String wanted(Operation operation, Door model) {
    try {
      String wanted = operation.answer(model);
      return wanted.equals(GAP) ? null : wanted;
    } catch (NullPointerException noSuchRun) {
      return null;
    }
  }

  /** The same with as few operations as still make a difference. */
  List<Operation> shrunk(List<Operation> operations, Stores.Kind kind) {
    List<Operation> few = operations;
    int before;
    do {
      before = few.size();
      for (int size = before / 2; size > 0; size /= 2) {
        few = without(size, few, kind);
      }
    } while (few.size() < before);
    return few;
  }

  /** Leaves out so many at once wherever it makes no difference to the difference. */
  private List<Operation> without(int size, List<Operation> operations, Stores.Kind kind) {
    List<Operation> few = operations;
    int from = 0;
    while (from + size <= few.size()) {
      List<Operation> fewer = new ArrayList<>(few);
      fewer.subList(from, from + size).clear();
      if (difference(fewer, kind) == null) {
        from += size;
      } else {
        few = fewer;
      }
    }
    return few;
  }

  /** The time of all stores. */
  static final class SetClock implements InstantSource {

    private Instant now = Instant.EPOCH;

    void set(Instant time) {
      now = time;
    }

    @Override
    public Instant instant() {
      return now;
    }
  }
}
