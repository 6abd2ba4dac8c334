package dev.workflows.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.workflows.Sensitive;
import dev.workflows.payload.DeclaredValue;
import dev.workflows.payload.Payload;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.annotation.JsonDeserialize;
import tools.jackson.databind.annotation.JsonSerialize;
import tools.jackson.databind.ser.std.StdSerializer;
import tools.jackson.databind.util.StdConverter;

class SensitiveJsonTests {

  private final JacksonPayloadCodec codec = new JacksonPayloadCodec();

  record Person(String name, @Sensitive @Nullable String ssn) {}

  record Box<T>(T content, String label) {}

  record Tree(String name, @Sensitive int weight, List<Tree> children) {}

  record Free(String name, @Nullable Free next, Map<String, Object> extra) {}

  @Test
  void hidesMarkedComponents() {
    assertThat(masked(new Person("Ada", "123"), Person.class))
        .isEqualTo("{\"name\":\"Ada\",\"ssn\":\"***\"}");
  }

  @Test
  void hidesAlsoThatThereIsNone() {
    assertThat(masked(new Person("Ada", null), Person.class))
        .isEqualTo("{\"name\":\"Ada\",\"ssn\":\"***\"}");
  }

  @Test
  void findsThemInWhatHoldsThem() {
    Person ada = new Person("Ada", "123");
    String shown = "{\"name\":\"Ada\",\"ssn\":\"***\"}";

    assertThat(masked(List.of(ada, ada), new TypeReference<List<Person>>() {}))
        .isEqualTo("[" + shown + "," + shown + "]");
    assertThat(masked(new Person[] {ada}, Person[].class)).isEqualTo("[" + shown + "]");
    assertThat(masked(Map.of("a", List.of(ada)), new TypeReference<Map<String, List<Person>>>() {}))
        .isEqualTo("{\"a\":[" + shown + "]}");
    assertThat(masked(Optional.of(ada), new TypeReference<Optional<Person>>() {})).isEqualTo(shown);
    assertThat(masked(Optional.empty(), new TypeReference<Optional<Person>>() {}))
        .isEqualTo("null");
    assertThat(
            masked(
                new Box<>(Optional.of(new Box<>(ada, "inner")), "outer"),
                new TypeReference<Box<Optional<Box<Person>>>>() {}))
        .isEqualTo(
            "{\"content\":{\"content\":" + shown + ",\"label\":\"inner\"},\"label\":\"outer\"}");
  }

  @Test
  void findsThemInCyclicTypes() {
    Tree tree = new Tree("a", 1, List.of(new Tree("b", 2, List.of())));

    assertThat(masked(tree, Tree.class))
        .isEqualTo(
            "{\"name\":\"a\",\"weight\":\"***\",\"children\":"
                + "[{\"name\":\"b\",\"weight\":\"***\",\"children\":[]}]}");
  }

  @Test
  void leavesWhatMarksNothingToTheLetter() {
    Payload recorded = new Payload(" {\"name\" : 1e3, \"gone\": [1.50] }");

    assertThat(codec.mask(recorded, shown(Free.class))).isSameAs(recorded);
    assertThat(codec.mask(recorded, shown(Object.class))).isSameAs(recorded);
    assertThat(codec.mask(new Payload("no json"), shown(Free.class)).json()).isEqualTo("no json");
  }

  record Money(BigDecimal amount, @Sensitive String iban, String note) {}

  @Test
  void keepsNumbersAndTextAsRecorded() {
    String json = "{\"amount\":12345678901234567890.1200,\"iban\":\"x\",\"note\":\"\\ud800\"}";

    assertThat(codec.mask(new Payload(json), shown(Money.class)).json())
        .isEqualTo(json.replace("\"x\"", "\"***\""));
  }

  record Wrapped(@JsonValue @Sensitive String value) {}

  record Plain(@JsonValue Person value) {}

  record Holder(Wrapped wrapped, Plain plain, String name) {}

  @Test
  void followsValuesThatStandForTheirObject() {
    assertThat(
            masked(
                new Holder(new Wrapped("w"), new Plain(new Person("A", "1")), "n"), Holder.class))
        .isEqualTo(
            "{\"wrapped\":\"***\",\"plain\":{\"name\":\"A\",\"ssn\":\"***\"},\"name\":\"n\"}");
  }

  static final class PersonWriter extends StdSerializer<Person> {
    PersonWriter() {
      super(Person.class);
    }

    @Override
    public void serialize(Person person, JsonGenerator json, SerializationContext context) {
      json.writeString(person.name() + person.ssn());
    }
  }

  @JsonSerialize(converter = InReverse.class)
  record Reversed(@Sensitive String text, String name) {}

  static final class InReverse extends StdConverter<Reversed, Map<String, String>> {
    @Override
    public Map<String, String> convert(Reversed value) {
      return Map.of("name", value.text());
    }
  }

  record Described(@JsonSerialize(using = PersonWriter.class) Person person, String name) {}

  @Test
  void hidesWhatIsWrittenInAWayOfItsOwn() {
    assertThat(masked(new Described(new Person("Ada", "123"), "n"), Described.class))
        .isEqualTo("{\"person\":\"***\",\"name\":\"n\"}");
    assertThat(masked(new Reversed("123", "n"), Reversed.class)).isEqualTo("\"***\"");
  }

  record Flat(@JsonUnwrapped(prefix = "p-") Person person, String note) {}

  @Test
  void findsPropertiesThatBelongToThePartsOfAnObject() {
    assertThat(masked(new Flat(new Person("Ada", "1"), "n"), Flat.class))
        .isEqualTo("{\"p-name\":\"Ada\",\"p-ssn\":\"***\",\"note\":\"n\"}");
  }

  static final class Open {
    @Sensitive public String secret = "s";
    private final Map<String, Person> more = new HashMap<>(Map.of("a", new Person("Ada", "1")));

    @JsonAnyGetter
    public Map<String, Person> more() {
      return more;
    }

    @JsonAnySetter
    public void put(String name, Person person) {
      more.put(name, person);
    }
  }

  @Test
  void followsPropertiesWithAnyNames() {
    assertThat(masked(new Open(), Open.class))
        .isEqualTo("{\"secret\":\"***\",\"a\":{\"name\":\"Ada\",\"ssn\":\"***\"}}");
  }

  @JsonDeserialize(as = PlasticCard.class)
  interface Card {
    String holder();
  }

  record PlasticCard(String holder, @Sensitive String number) implements Card {}

  record Purse(Card card) {}

  @Test
  void knowsWhatATypeIsReadAs() {
    assertThat(
            codec
                .mask(
                    new Payload("{\"card\":{\"holder\":\"A\",\"number\":\"1\"}}"),
                    shown(Purse.class))
                .json())
        .isEqualTo("{\"card\":{\"holder\":\"A\",\"number\":\"***\"}}");
  }

  record Renamed(@JsonAlias("label") String name, @Sensitive String secret) {}

  @Test
  void hidesPropertiesThatTheTypeHasNoMore() {
    assertThat(
            codec
                .mask(
                    new Payload("{\"label\":\"n\",\"formerSecret\":\"s\",\"secret\":\"s\"}"),
                    shown(Renamed.class))
                .json())
        .isEqualTo("{\"label\":\"n\",\"formerSecret\":\"***\",\"secret\":\"***\"}");
  }

  @Test
  void hidesWhatDoesNotFit() {
    DeclaredValue person = shown(Person.class);

    assertThat(codec.mask(new Payload("\"123\""), person).json()).isEqualTo("\"***\"");
    assertThat(codec.mask(new Payload("[\"123\"]"), person).json()).isEqualTo("\"***\"");
    assertThat(codec.mask(new Payload("{\"ssn\":\"1"), person).json()).isEqualTo("\"***\"");
    assertThat(codec.mask(new Payload("{} {\"ssn\":\"1\"}"), person).json()).isEqualTo("\"***\"");
    assertThat(
            codec
                .mask(new Payload("{\"ssn\":\"1\",\"ssn\":\"2\",\"name\":{\"ssn\":3}}"), person)
                .json())
        .doesNotContain("1", "2");
  }

  @Test
  void hidesMarkedArguments() {
    List<DeclaredValue> two =
        List.of(new DeclaredValue(String.class, true), new DeclaredValue(Person.class, false));
    Payload payload = encode(List.of(String.class, Person.class), "pin", new Person("Ada", "1"));

    assertThat(codec.maskArguments(payload, two).json())
        .isEqualTo("[\"***\",{\"name\":\"Ada\",\"ssn\":\"***\"}]");
    assertThat(codec.maskArguments(new Payload("[\"pin\"]"), two).json()).isEqualTo("\"***\"");
    assertThat(codec.maskArguments(new Payload("\"pin\""), two.subList(0, 1)).json())
        .isEqualTo("\"***\"");
    assertThat(codec.maskArguments(new Payload("\"pin\""), List.of()).json()).isEqualTo("\"***\"");
    assertThat(
            codec
                .maskArguments(new Payload("[1,2]"), List.of(shown(int.class), shown(long.class)))
                .json())
        .isEqualTo("[1,2]");
  }

  @Test
  void leavesWhatIsRecordedReadable() {
    Payload payload = encode(List.of(Person.class), new Person("Ada", "123"));
    String before = payload.json();

    codec.mask(payload, shown(Person.class));

    assertThat(codec.decode(payload, Person.class)).isEqualTo(new Person("Ada", "123"));
    assertThat(payload.json()).isEqualTo(before);
  }

  private Payload encode(List<Type> types, Object... arguments) {
    return Objects.requireNonNull(codec.encodeArguments(types, arguments));
  }

  private String masked(Object value, TypeReference<?> type) {
    return masked(value, type.getType());
  }

  private String masked(Object value, Type type) {
    Payload payload = Objects.requireNonNull(codec.encode(value, type));
    return codec.mask(payload, shown(type)).json();
  }

  private static DeclaredValue shown(Type type) {
    return new DeclaredValue(type, false);
  }
}
