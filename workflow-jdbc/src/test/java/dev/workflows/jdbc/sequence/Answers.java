package dev.workflows.jdbc.sequence;

import dev.workflows.spi.InboxMessage;
import dev.workflows.spi.LoadedRun;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Answers as text that is equal if they are. */
final class Answers {

  private Answers() {}

  static String text(@Nullable Object answer) {
    if (answer instanceof Set<?> set) {
      return inNoOrder(set);
    } else if (answer instanceof List<?> list) {
      return list.stream().map(Answers::text).collect(Collectors.joining("\n"));
    } else if (answer instanceof Map<?, ?> map) {
      Map<String, String> sorted = new TreeMap<>();
      map.forEach((key, value) -> sorted.put(text(key), text(value)));
      return sorted.toString();
    } else if (answer instanceof InboxMessage message) {
      // positions may have gaps
      return message.chainId() + " " + message.message();
    } else if (answer instanceof LoadedRun run) {
      return List.of(run.run(), run.history(), run.retries()) + text(run.unread());
    }
    return String.valueOf(answer);
  }

  /** Of a collection whose order means nothing. */
  static String inNoOrder(Collection<?> answer) {
    return new TreeSet<>(answer.stream().map(Answers::text).toList()).toString();
  }
}
