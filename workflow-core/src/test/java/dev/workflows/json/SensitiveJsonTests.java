package dev.workflows.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.workflows.Sensitive;
import dev.workflows.payload.DeclaredValue;
import dev.workflows.payload.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
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

  static class Account {
    @Sensitive private String byField = "1";
    private String byGetter = "2";
    private String bySetter = "3";

    @Sensitive
    @JsonProperty("other-name")
    private String renamed = "4";

    private final String byParameter;
    @Sensitive public String open = "6";
    public String shown = "7";

    @JsonIgnore @Sensitive public String ignored = "8";

    Account(@JsonProperty("byParameter") @Sensitive String byParameter) {
      this.byParameter = byParameter;
    }

    public String getByField() {
      return byField;
    }

    public void setByField(String value) {
      byField = value;
    }

    @Sensitive
    public String getByGetter() {
      return byGetter;
    }

    public void setByGetter(String value) {
      byGetter = value;
    }

    public String getBySetter() {
      return bySetter;
    }

    @Sensitive
    public void setBySetter(String value) {
      bySetter = value;
    }

    public String getRenamed() {
      return renamed;
    }

    public void setRenamed(String value) {
      renamed = value;
    }

    public String getByParameter() {
      return byParameter;
    }
  }

  static final class SavingsAccount extends Account {
    SavingsAccount(@JsonProperty("byParameter") String byParameter) {
      super(byParameter);
    }

    @Override
    public String getByGetter() {
      return "inherited";
    }
  }

  @Test
  void takesMarksFromWhereverAPropertyIsDeclared() {
    assertThat(masked(new Account("5"), Account.class))
        .isEqualTo(
            "{\"byParameter\":\"***\",\"byField\":\"***\",\"byGetter\":\"***\","
                + "\"bySetter\":\"***\",\"open\":\"***\",\"other-name\":\"***\",\"shown\":\"7\"}");
  }

  @Test
  void takesMarksFromSuperclasses() {
    assertThat(masked(new SavingsAccount("visible?"), SavingsAccount.class))
        .contains("\"byField\":\"***\"", "\"byGetter\":\"***\"", "\"other-name\":\"***\"");
  }

  interface HasNumber {
    @Sensitive
    String number();
  }

  record Numbered(String number, String name) implements HasNumber {}

  @Test
  void takesMarksFromInterfaces() {
    assertThat(masked(new Numbered("1", "n"), Numbered.class))
        .isEqualTo("{\"number\":\"***\",\"name\":\"n\"}");
  }

  @Sensitive
  record Token(String value) {}

  @Sensitive
  interface Confidential {}

  record Diagnosis(String text) implements Confidential {}

  @Sensitive
  enum Level {
    HIGH
  }

  record Login(String user, Token token, @Nullable Diagnosis diagnosis, Level level) {}

  @Test
  void hidesAllValuesOfMarkedTypes() {
    assertThat(masked(new Login("u", new Token("t"), new Diagnosis("d"), Level.HIGH), Login.class))
        .isEqualTo("{\"user\":\"u\",\"token\":\"***\",\"diagnosis\":\"***\",\"level\":\"***\"}");
    assertThat(masked(new Token("t"), Token.class)).isEqualTo("\"***\"");
    assertThat(masked(List.of(new Token("t")), new TypeReference<List<Token>>() {}))
        .isEqualTo("[\"***\"]");
    assertThat(masked(Map.of(Level.HIGH, 1), new TypeReference<Map<Level, Integer>>() {}))
        .as("a map by sensitive keys")
        .isEqualTo("\"***\"");
  }

  @Sensitive
  @Retention(RetentionPolicy.RUNTIME)
  @Target({ElementType.FIELD, ElementType.METHOD, ElementType.TYPE})
  @interface Personal {}

  record Patient(@Personal String name, int room) {}

  @Test
  void takesAnnotationsThatAreMarkedThemselves() {
    assertThat(masked(new Patient("Ada", 7), Patient.class))
        .isEqualTo("{\"name\":\"***\",\"room\":7}");
  }

  static final class Stray {
    @Sensitive private final String secret = "s";

    public String getOther() {
      return secret;
    }

    public void setOther(String other) {}
  }

  @Test
  void hidesAllWhereAMarkBelongsToNoProperty() {
    assertThat(masked(new Stray(), Stray.class)).isEqualTo("\"***\"");
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
