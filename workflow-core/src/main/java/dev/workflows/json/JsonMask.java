package dev.workflows.json;

import dev.workflows.payload.DeclaredValue;
import dev.workflows.payload.Payload;
import dev.workflows.payload.PayloadCodec;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/**
 * Masks recorded JSON by the types it is read as. Values are not made: what is shown is what is
 * recorded, and no code of the application is called. Thread-safe.
 */
final class JsonMask {

  private static final JsonNode MASKED = StringNode.valueOf("***");

  private final JsonMapper mapper;
  private final ObjectReader trees;
  private final Shapes shapes;

  JsonMask(JsonMapper mapper) {
    this.mapper = mapper;
    this.trees =
        mapper
            .readerFor(JsonNode.class)
            .with(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .without(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES);
    this.shapes = new Shapes(new ShapeReader(mapper));
  }

  /** A value without what is sensitive in it. */
  Payload mask(Payload payload, DeclaredValue declared) {
    Place place = place(declared);
    return isSensitive(place) ? written(payload, json -> mask(json, place)) : payload;
  }

  /** Arguments without what is sensitive in them. */
  Payload maskArguments(Payload payload, List<DeclaredValue> declared) {
    if (declared.size() == 1) {
      return mask(payload, declared.get(0));
    }
    List<Place> places = declared.stream().map(this::place).toList();
    return places.isEmpty() || places.stream().anyMatch(this::isSensitive)
        ? written(payload, json -> maskEach(json, places))
        : payload;
  }

  private Payload written(Payload payload, UnaryOperator<JsonNode> masking) {
    try {
      JsonNode masked = masking.apply(trees.readValue(payload.json()));
      return new Payload(Surrogates.escapeUnpaired(mapper.writeValueAsString(masked)));
    } catch (JacksonException e) {
      return PayloadCodec.MASKED;
    }
  }

  private Place place(DeclaredValue declared) {
    return Place.of(mapper.constructType(declared.type())).markedIf(declared.sensitive());
  }

  private boolean isSensitive(Place place) {
    return place.marked() || place.types().stream().anyMatch(shapes::areSensitive);
  }

  private JsonNode maskEach(JsonNode json, List<Place> places) {
    if (!(json instanceof ArrayNode array) || array.size() != places.size() || places.isEmpty()) {
      return MASKED;
    }
    for (int i = 0; i < places.size(); i++) {
      array.set(i, mask(array.get(i), places.get(i)));
    }
    return array;
  }

  private JsonNode mask(JsonNode json, Place place) {
    if (place.marked()) {
      return MASKED;
    }
    JsonNode masked = json;
    for (JavaType type : place.types()) {
      if (shapes.areSensitive(type)) {
        masked = place.opaque() ? MASKED : mask(masked, shapes.of(type));
      }
    }
    return masked;
  }

  private JsonNode mask(JsonNode json, Shape shape) {
    if (shape instanceof Shape.Plain) {
      return json;
    }
    if (shape instanceof Shape.Same same) {
      return mask(json, same.part());
    }
    if (shape instanceof Shape.Hidden) {
      return MASKED;
    }
    if (json.isNull()) {
      return json;
    }
    if (shape instanceof Shape.Items items && json instanceof ArrayNode array) {
      return maskItems(array, items.item());
    }
    if (json instanceof ObjectNode object) {
      if (shape instanceof Shape.Fields fields) {
        return maskFields(object, fields);
      }
      if (shape instanceof Shape.Entries entries && !isSensitive(entries.key())) {
        return maskFields(object, new Shape.Fields(Map.of(), entries.value()));
      }
    }
    return shape instanceof Shape.Named named ? maskNamed(json, named) : MASKED;
  }

  private JsonNode maskItems(ArrayNode array, Place item) {
    for (int i = 0; i < array.size(); i++) {
      array.set(i, mask(array.get(i), item));
    }
    return array;
  }

  private JsonNode maskFields(ObjectNode object, Shape.Fields fields) {
    for (String name : List.copyOf(object.propertyNames())) {
      Place place = fields.named().getOrDefault(name, fields.others());
      object.set(name, place == null ? MASKED : mask(object.get(name), place));
    }
    return object;
  }

  // ---- values whose type is told by a name

  private JsonNode maskNamed(JsonNode json, Shape.Named named) {
    return switch (named.inclusion()) {
      case WRAPPER_OBJECT -> maskWrapped(json, named);
      case WRAPPER_ARRAY -> maskPair(json, named);
      default ->
          json instanceof ObjectNode object
              ? maskTelling(object, named)
              : maskPair(json, named); // how a value that is no object tells its type
    };
  }

  private JsonNode maskWrapped(JsonNode json, Shape.Named named) {
    if (!(json instanceof ObjectNode object) || object.size() != 1) {
      return MASKED;
    }
    String name = object.propertyNames().iterator().next();
    object.set(name, maskBody(object.get(name), named, name));
    return object;
  }

  private JsonNode maskPair(JsonNode json, Shape.Named named) {
    if (!(json instanceof ArrayNode pair) || pair.size() != 2 || !pair.get(0).isString()) {
      return MASKED;
    }
    pair.set(1, maskBody(pair.get(1), named, pair.get(0).stringValue()));
    return pair;
  }

  private JsonNode maskTelling(ObjectNode object, Shape.Named named) {
    String property = named.names().getPropertyName();
    JsonNode name = object.get(property);
    Shape body = body(named, name != null && name.isString() ? name.stringValue() : null);
    if (body instanceof Shape.Fields fields
        && name != null
        && !fields.named().containsKey(property)) {
      JsonNode masked = maskFields(object, fields);
      object.set(property, name);
      return masked;
    }
    return mask(object, body);
  }

  private JsonNode maskBody(JsonNode json, Shape.Named named, String name) {
    return mask(json, body(named, name));
  }

  /** The shape of what has this name; that of the type without one if there is none. */
  private Shape body(Shape.Named named, @Nullable String name) {
    Class<?> type = named.names().getDefaultImpl();
    if (name != null) {
      JavaType told =
          named.names().getTypeIdResolver().typeFromId(mapper._deserializationContext(), name);
      type = told == null ? type : told.getRawClass();
    }
    Shape body = type == null ? null : named.bodies().get(type);
    return body == null ? new Shape.Hidden() : body;
  }
}
