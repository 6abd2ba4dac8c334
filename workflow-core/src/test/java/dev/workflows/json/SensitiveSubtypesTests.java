package dev.workflows.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import dev.workflows.Sensitive;
import dev.workflows.payload.DeclaredValue;
import dev.workflows.payload.Payload;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import tools.jackson.core.type.TypeReference;

/** Marks in subtypes that the JSON chooses by a name. */
class SensitiveSubtypesTests {

  private final JacksonPayloadCodec codec = new JacksonPayloadCodec();

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME)
  @JsonSubTypes({
    @JsonSubTypes.Type(value = Card.class, name = "card"),
    @JsonSubTypes.Type(value = Invoice.class, name = "invoice"),
    @JsonSubTypes.Type(Voucher.class)
  })
  interface Means {}

  record Card(@Sensitive String number, String holder) implements Means {}

  record Invoice(String number) implements Means {}

  @Sensitive
  record Voucher(String code) implements Means {}

  record Order(String id, List<Means> means) {}

  @Test
  void areHiddenInTheTypeThatHasThem() {
    Order order = new Order("o", List.of(new Card("1", "Ada"), new Invoice("2"), new Voucher("3")));

    assertThat(masked(order, Order.class))
        .isEqualTo(
            "{\"id\":\"o\",\"means\":[{\"@type\":\"card\",\"number\":\"***\",\"holder\":\"Ada\"},"
                + "{\"@type\":\"invoice\",\"number\":\"2\"},\"***\"]}");
    assertThat(masked(new Card("1", "Ada"), Means.class)).doesNotContain("\"1\"").contains("Ada");
  }

  @Test
  void areHiddenInATypeOfTheHierarchyItself() {
    assertThat(masked(new Card("4711", "Ada"), Card.class)).doesNotContain("4711");
  }

  @Test
  void areHiddenWhereNoTypeIsTold() {
    for (String json :
        List.of(
            "{\"number\":\"4711\"}",
            "{\"@type\":\"unknown\",\"number\":\"4711\"}",
            "{\"@type\":\"" + Card.class.getName() + "\",\"number\":\"4711\"}",
            "{\"@type\":[\"card\"],\"number\":\"4711\"}",
            "\"4711\"")) {
      assertThat(codec.mask(new Payload(json), shown(Means.class)).json()).isEqualTo("\"***\"");
    }
  }

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, include = JsonTypeInfo.As.WRAPPER_OBJECT)
  @JsonSubTypes({
    @JsonSubTypes.Type(value = Cat.class, name = "cat"),
    @JsonSubTypes.Type(value = Dog.class, name = "dog")
  })
  interface Pet {}

  record Cat(@Sensitive String chip, String name) implements Pet {}

  record Dog(String chip) implements Pet {}

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, include = JsonTypeInfo.As.WRAPPER_ARRAY)
  @JsonSubTypes(@JsonSubTypes.Type(value = Key.class, name = "key"))
  interface Thing {}

  record Key(@Sensitive String code, String door) implements Thing {}

  @Test
  void areHiddenInsideOfWhatTellsTheType() {
    assertThat(masked(new Cat("1", "Tom"), Pet.class))
        .isEqualTo("{\"cat\":{\"chip\":\"***\",\"name\":\"Tom\"}}");
    assertThat(masked(new Dog("1"), Pet.class)).isEqualTo("{\"dog\":{\"chip\":\"1\"}}");
    assertThat(masked(new Key("1", "front"), Thing.class))
        .isEqualTo("[\"key\",{\"code\":\"***\",\"door\":\"front\"}]");
  }

  @JsonTypeInfo(use = JsonTypeInfo.Id.DEDUCTION)
  @JsonSubTypes({@JsonSubTypes.Type(Mail.class), @JsonSubTypes.Type(Phone.class)})
  interface Contact {}

  record Mail(@Sensitive String address, String label) implements Contact {}

  record Phone(String number) implements Contact {}

  @JsonTypeInfo(
      use = JsonTypeInfo.Id.NAME,
      include = JsonTypeInfo.As.EXISTING_PROPERTY,
      property = "kind",
      defaultImpl = Other.class)
  @JsonSubTypes(@JsonSubTypes.Type(value = Secret.class, name = "secret"))
  interface Note {
    String kind();
  }

  record Secret(String kind, @Sensitive String text) implements Note {}

  record Other(String kind, String text) implements Note {}

  @Test
  void areHiddenWhereTheTypeIsDeducedOrTakenForGranted() {
    assertThat(masked(new Mail("a@b", "home"), Contact.class))
        .isEqualTo("{\"address\":\"***\",\"label\":\"home\"}");
    assertThat(masked(new Phone("1"), Contact.class)).isEqualTo("{\"number\":\"1\"}");
    assertThat(masked(new Secret("secret", "t"), Note.class))
        .isEqualTo("{\"kind\":\"secret\",\"text\":\"***\"}");
    assertThat(masked(new Other("x", "t"), Note.class))
        .isEqualTo("{\"kind\":\"x\",\"text\":\"t\"}");
  }

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
  @JsonSubTypes(@JsonSubTypes.Type(Some.class))
  interface Maybe<T> {}

  @JsonTypeName("some")
  record Some<T>(T value, @Sensitive String why) implements Maybe<T> {}

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME)
  @JsonSubTypes(@JsonSubTypes.Type(value = Leaf.class, name = "leaf"))
  static class Node {
    public List<Node> nodes = List.of();
    @Sensitive public String text = "t";
  }

  static final class Leaf extends Node {
    public String color = "green";
  }

  @Test
  void areHiddenInGenericAndConcreteHierarchies() {
    assertThat(masked(new Some<>("v", "w"), new TypeReference<Maybe<String>>() {}.getType()))
        .isEqualTo("{\"type\":\"some\",\"value\":\"v\",\"why\":\"***\"}");
    Node node = new Node();
    node.nodes = List.of(new Leaf());
    assertThat(masked(node, Node.class))
        .doesNotContain("\"t\"")
        .contains("\"@type\":\"leaf\"", "green");
  }

  record Parcel(
      @JsonTypeInfo(use = JsonTypeInfo.Id.NAME)
          @JsonSubTypes(@JsonSubTypes.Type(value = Gift.class, name = "gift"))
          Content content,
      @JsonProperty("to") String receiver) {}

  interface Content {}

  record Gift(@Sensitive String what) implements Content {}

  @Test
  void areHiddenWhereAPropertyNamesTheSubtypes() {
    assertThat(masked(new Parcel(new Gift("ring"), "Ada"), Parcel.class))
        .isEqualTo("{\"content\":\"***\",\"to\":\"Ada\"}");
  }

  private String masked(Object value, Type type) {
    Payload payload = Objects.requireNonNull(codec.encode(value, type));
    return codec.mask(payload, shown(type)).json();
  }

  private static DeclaredValue shown(Type type) {
    return new DeclaredValue(type, false);
  }
}
