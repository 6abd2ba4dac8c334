package dev.workflows.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.workflows.Sensitive;
import dev.workflows.payload.DeclaredValue;
import dev.workflows.payload.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.core.type.TypeReference;

/** Where a mark may stand, and what it is taken for. */
class SensitiveMarksTests {

  private final JacksonPayloadCodec codec = new JacksonPayloadCodec();

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

  private String masked(Object value, TypeReference<?> type) {
    return masked(value, type.getType());
  }

  private String masked(Object value, Type type) {
    Payload payload = Objects.requireNonNull(codec.encode(value, type));
    return codec.mask(payload, new DeclaredValue(type, false)).json();
  }
}
