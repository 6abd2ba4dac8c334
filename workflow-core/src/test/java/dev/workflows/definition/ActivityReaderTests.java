package dev.workflows.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.workflows.Activity;
import dev.workflows.Retry;
import dev.workflows.definition.ActivityTransactionRule.UnusableTransactionException;
import dev.workflows.json.JacksonPayloadCodec;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ActivityReaderTests {

  static class OutOfStock extends RuntimeException {}

  static class Inventory {
    @Activity(
        retry =
            @Retry(
                maxAttempts = 5,
                initialInterval = "PT2S",
                maxInterval = "PT20S",
                multiplier = 3,
                notOn = OutOfStock.class),
        timeout = "PT30S")
    public int reserve(String id, List<String> lines) throws IOException {
      return 1;
    }

    @Activity("stock.free")
    void release(String id) {}

    public void unrelated(InputStream stream) {}
  }

  @Activity("mail")
  static class Mailer implements AutoCloseable {
    public void send(String to) {}

    @Activity("letter")
    public void print() {}

    void hidden() {}

    public static void helper() {}

    @Override
    public String toString() {
      return "mailer";
    }

    @Override
    public void close() {}
  }

  @Activity
  interface Shipping {
    String ship(String order) throws IOException;
  }

  static class FastShipping implements Shipping {
    @Override
    public String ship(String order) {
      return order;
    }

    public void internal(Thread thread) {}
  }

  interface Store<T> {
    @Activity
    void save(T entity);
  }

  record Item(String name) {}

  static class ItemStore implements Store<Item> {
    @Override
    public void save(Item entity) {}
  }

  static final class FinalClass {
    @Activity
    public void run() {}
  }

  record ARecord() {
    @Activity
    public void run() {}
  }

  static class FinalMethod {
    @Activity
    public final void run() {}
  }

  static class PrivateMethod {
    @Activity
    private void run() {}
  }

  static class StaticMethod {
    @Activity
    public static void run() {}
  }

  static class BadParameter {
    @Activity
    public void run(Runnable task) {}
  }

  static class Overloaded {
    @Activity
    public void run(int a) {}

    @Activity
    public void run(String a) {}
  }

  static class BadDuration {
    @Activity(timeout = "soon")
    public void run() {}
  }

  static class NegativeTimeout {
    @Activity(timeout = "PT-1S")
    public void run() {}
  }

  static class NegativeInterval {
    @Activity(retry = @Retry(initialInterval = "PT-1S"))
    public void run() {}
  }

  static class NegativeAttempts {
    @Activity(retry = @Retry(maxAttempts = -1))
    public void run() {}
  }

  static class Rooms {
    @Activity(compensateWith = "free")
    public Integer take(String house, int nights, List<String> guests) {
      return 1;
    }

    @Activity(compensateWith = "lock")
    public void unlock(String house) {}

    @Activity(compensateWith = "burn")
    public String print(String text) {
      return text;
    }

    @Activity
    public void free(String house, int nights, int key) {}

    @Activity
    public void lock() {}

    @Activity
    public void burn(String textOrPaper) {}
  }

  static class UndoneByNobody {
    @Activity(compensateWith = "free")
    public void take(String house) {}

    public void free(String house) {}
  }

  static class UndoneBySeveral {
    @Activity(compensateWith = "free")
    public void take(String house) {}

    @Activity
    public void free(String house) {}

    @Activity("freeAll")
    public void free() {}
  }

  static class UndoneByAStranger {
    @Activity(compensateWith = "free")
    public int take(String house, int nights) {
      return 1;
    }

    @Activity
    public void free(long nights) {}
  }

  static class UndoneWithTooMuch {
    @Activity(compensateWith = "free")
    public void take(String house) {}

    @Activity
    public void free(String house, String key) {}
  }

  static class LookUpThatIsUndone {
    @Activity(readOnly = true, compensateWith = "free")
    public void look(String house) {}

    @Activity
    public void free(String house) {}
  }

  static class ShrinkingWaits {
    @Activity(retry = @Retry(multiplier = 0.5))
    public void run() {}
  }

  @Test
  void readsTheAnnotation() {
    ActivityDefinition reserve = read(Inventory.class).get("inventory.reserve");

    assertThat(reserve.method().getName()).isEqualTo("reserve");
    assertThat(reserve.parameterTypes()).hasSize(2).first().isEqualTo(String.class);
    assertThat(reserve.resultType()).isEqualTo(int.class);
    assertThat(reserve.timeout()).isEqualTo(Duration.ofSeconds(30));
    assertThat(reserve.retry())
        .isEqualTo(
            new RetryPolicy(
                5, Duration.ofSeconds(2), 3, Duration.ofSeconds(20), List.of(OutOfStock.class)));
    assertThat(reserve.declaredFailures()).containsExactly(IOException.class, OutOfStock.class);
    assertThat(reserve.transactional()).isFalse();
  }

  @Test
  void namesByMethodTypeAndAnnotation() {
    assertThat(read(Inventory.class)).containsOnlyKeys("inventory.reserve", "stock.free");
    assertThat(read(Mailer.class)).containsOnlyKeys("mail.send", "letter");
    assertThat(read(FastShipping.class)).containsOnlyKeys("shipping.ship");
    assertThat(read(ItemStore.class)).containsOnlyKeys("store.save");
  }

  @Test
  void describesTheMethodThatIsExecuted() {
    ActivityDefinition ship = read(FastShipping.class).get("shipping.ship");
    ActivityDefinition save = read(ItemStore.class).get("store.save");

    assertThat(ship.method().getDeclaringClass()).isEqualTo(FastShipping.class);
    assertThat(ship.declaredFailures()).containsExactly(IOException.class);
    assertThat(save.parameterTypes()).isEqualTo(List.of(Item.class));
    assertThat(DefinitionReader.activityNames(FastShipping.class))
        .containsExactly(Map.entry(ship.method(), "shipping.ship"));
  }

  @Test
  void completesWithTheConfiguration() {
    ActivityOptions defaults =
        new ActivityOptions(Duration.ofMinutes(1), 7, null, null, Duration.ofHours(1), 3);
    Function<String, ActivityOptions> overrides =
        name ->
            name.equals("inventory.reserve")
                ? new ActivityOptions(Duration.ZERO, 9, null, null, null, 5)
                : ActivityOptions.NONE;

    Map<String, ActivityDefinition> read =
        read(Inventory.class, new ActivitySettings(defaults, overrides, Duration::parse));

    assertThat(read.get("stock.free").timeout()).isEqualTo(Duration.ofMinutes(1));
    assertThat(read.get("stock.free").retry())
        .isEqualTo(new RetryPolicy(7, Duration.ofSeconds(1), 2, Duration.ofHours(1), List.of()));
    assertThat(read.get("stock.free").maxConcurrent()).isEqualTo(3);
    assertThat(read.get("inventory.reserve").maxConcurrent()).isEqualTo(5);
    assertThat(read.get("inventory.reserve").timeout()).isNull();
    assertThat(read.get("inventory.reserve").retry().maxAttempts()).isEqualTo(9);
    assertThat(read.get("inventory.reserve").retry().multiplier()).isEqualTo(3);
  }

  @Test
  void findsWhatUndoesAnActivityAndWhatThatTakes() {
    Map<String, ActivityDefinition> read = read(Rooms.class);

    assertThat(read.get("rooms.take").compensation())
        .isEqualTo(new ActivityDefinition.Compensation(read.get("rooms.free"), 2, true));
    assertThat(read.get("rooms.unlock").compensation())
        .isEqualTo(new ActivityDefinition.Compensation(read.get("rooms.lock"), 0, false));
    assertThat(read.get("rooms.print").compensation())
        .as("arguments come before the result")
        .isEqualTo(new ActivityDefinition.Compensation(read.get("rooms.burn"), 1, false));
    assertThat(read.get("rooms.free").compensation()).isNull();
  }

  @Test
  void asksForTheTransaction() {
    DefinitionReader reader = reader(ActivitySettings.standard());

    List<ActivityDefinition> found =
        reader.addActivities(Inventory.class, (method, type) -> method.getName().equals("reserve"));

    assertThat(found)
        .extracting(ActivityDefinition::transactional)
        .containsExactlyInAnyOrder(true, false);
  }

  @Test
  void complainsAboutATransactionThatCannotHoldTheRecord() {
    DefinitionReader reader = reader(ActivitySettings.standard());
    reader.addActivities(
        FastShipping.class,
        (method, type) -> {
          throw new UnusableTransactionException("It is REQUIRES_NEW", "Use REQUIRED");
        });

    assertThatThrownBy(reader::read)
        .hasMessageContaining("FastShipping.ship(String): It is REQUIRES_NEW. Use REQUIRED.");
  }

  @ParameterizedTest
  @CsvSource({
    "FinalClass, The class is final",
    "ARecord, A record is final",
    "FinalMethod, The method is final",
    "PrivateMethod, The method is private",
    "StaticMethod, The method is static",
    "BadParameter, Parameter 'task' cannot be stored: java.lang.Runnable",
    "Overloaded, The activity name 'overloaded.run' is also that of",
    "BadDuration, timeout is no duration: 'soon'",
    "NegativeTimeout, timeout is negative",
    "NegativeInterval, initialInterval must not be negative",
    "NegativeAttempts, maxAttempts must be at least 1",
    "ShrinkingWaits, multiplier must be at least 1",
    "UndoneByNobody, 'compensateWith names ''free'', which is no activity of this class'",
    "UndoneBySeveral, 'compensateWith names ''free'', of which this class has several'",
    "UndoneByAStranger, whose parameters do not fit",
    "UndoneWithTooMuch, whose parameters do not fit",
    "LookUpThatIsUndone, 'It is read-only, but compensateWith says that it has to be undone'"
  })
  void refusesWhatCannotWork(String className, String fact) throws ClassNotFoundException {
    Class<?> type = Class.forName(getClass().getName() + "$" + className);
    DefinitionReader reader = reader(ActivitySettings.standard());
    reader.addActivities(type, ActivityTransactionRule.NONE);

    assertThatThrownBy(reader::read)
        .isInstanceOf(InvalidDefinitionException.class)
        .hasMessageContaining(type.getName())
        .hasMessageContaining(fact);
  }

  @Test
  void refusesTwoBeansOfOneClass() {
    DefinitionReader reader = reader(ActivitySettings.standard());
    reader.addActivities(FastShipping.class, ActivityTransactionRule.NONE);
    reader.addActivities(FastShipping.class, ActivityTransactionRule.NONE);

    assertThatThrownBy(reader::read)
        .hasMessageContaining("'shipping.ship'")
        .hasMessageContaining("only one bean");
  }

  private static Map<String, ActivityDefinition> read(Class<?> type) {
    return read(type, ActivitySettings.standard());
  }

  private static Map<String, ActivityDefinition> read(Class<?> type, ActivitySettings settings) {
    DefinitionReader reader = reader(settings);
    reader.addActivities(type, ActivityTransactionRule.NONE);
    return reader.read().activities().stream()
        .collect(Collectors.toMap(ActivityDefinition::name, Function.identity()));
  }

  private static DefinitionReader reader(ActivitySettings settings) {
    return new DefinitionReader(new JacksonPayloadCodec(), settings);
  }

  interface LookUps {
    @Activity(readOnly = true)
    void check();

    @Activity(readOnly = true)
    int write();

    @Activity
    int ordinary();
  }

  @Test
  void readsWhatIsReadOnly() {
    DefinitionReader reader =
        new DefinitionReader(new JacksonPayloadCodec(), ActivitySettings.standard());

    assertThat(reader.addActivities(LookUps.class, ActivityTransactionRule.NONE))
        .filteredOn(ActivityDefinition::readOnly)
        .extracting(activity -> activity.method().getName())
        .containsExactlyInAnyOrder("check", "write");
  }

  @Test
  void refusesAReadOnlyActivityWhoseTransactionMayWrite() {
    DefinitionReader reader =
        new DefinitionReader(new JacksonPayloadCodec(), ActivitySettings.standard());
    reader.addActivities(LookUps.class, (method, type) -> !method.getName().equals("check"));

    assertThatThrownBy(reader::read)
        .isInstanceOf(InvalidDefinitionException.class)
        .hasMessageContaining("LookUps.write")
        .hasMessageContaining("read-only, but its transaction is one that may write")
        .hasMessageContaining("@Transactional(readOnly = true)")
        .hasMessageNotContaining("LookUps.ordinary");
  }
}
