package dev.workflows.replay;

import dev.workflows.Activity;
import dev.workflows.Retry;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The activities of the tests' workflows. Nobody executes them: tests say what came of them. */
interface Acts {

  @Activity
  @Nullable String charge(String order);

  @Activity
  int count(List<String> items, int from);

  @Activity
  void release(String order);

  @Activity(retry = @Retry(notOn = OutOfStock.class))
  String reserve(String order) throws IOException;

  /** Declared by {@code notOn}: arrives as itself. */
  final class OutOfStock extends RuntimeException {
    private static final long serialVersionUID = 1L;

    OutOfStock(String message) {
      super(message);
    }
  }

  /** No activity declares it, but one of them declares its parent. */
  final class DiskGone extends FileNotFoundException {
    private static final long serialVersionUID = 1L;

    DiskGone(String message) {
      super(message);
    }
  }
}
