package dev.workflows.json;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TreeNode;
import tools.jackson.databind.AnnotationIntrospector;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.DeserializationConfig;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.PropertyName;
import tools.jackson.databind.introspect.Annotated;
import tools.jackson.databind.introspect.AnnotatedClass;
import tools.jackson.databind.introspect.AnnotatedMember;
import tools.jackson.databind.introspect.BeanPropertyDefinition;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.jsontype.NamedType;
import tools.jackson.databind.jsontype.TypeDeserializer;
import tools.jackson.databind.util.NameTransformer;

/**
 * Finds the shapes of types, with what is marked in them. A class's properties are those that are
 * written and those that are read: either may be what was recorded.
 */
final class ShapeReader {

  private static final Shape PLAIN = new Shape.Plain();
  private static final Shape HIDDEN = new Shape.Hidden();

  private final JsonMapper mapper;
  private final DeserializationConfig config;
  private final AnnotationIntrospector annotations;

  ShapeReader(JsonMapper mapper) {
    this.mapper = mapper;
    this.config = mapper.deserializationConfig();
    this.annotations = config.getAnnotationIntrospector();
  }

  /** The shape of a type; hidden if it cannot be told. */
  Shape read(JavaType type) {
    try {
      TypeDeserializer names = type.isContainerType() ? null : context().findTypeDeserializer(type);
      return names == null ? body(type) : kinds(type, names);
    } catch (JacksonException | IllegalArgumentException e) {
      return HIDDEN;
    }
  }

  /** The shape of a type whose name, if JSON tells one, is known. */
  private Shape body(JavaType type) {
    AnnotatedClass known = context().introspectClassAnnotations(type);
    if (Marks.isOn(known)) {
      return HIDDEN;
    }
    if (type.isReferenceType()) {
      return new Shape.Same(Place.of(type.getContentType()));
    }
    if (type.isMapLikeType()) {
      return new Shape.Entries(Place.of(type.getKeyType()), Place.of(type.getContentType()));
    }
    if (type.hasContentType()) {
      return new Shape.Items(Place.of(type.getContentType()));
    }
    return hasNoProperties(type) ? PLAIN : value(type, known);
  }

  private static boolean hasNoProperties(JavaType type) {
    return type.isPrimitive()
        || type.isEnumType()
        || type.isTypeOrSubTypeOf(TreeNode.class)
        || type.getRawClass().getName().startsWith("java.");
  }

  private Shape value(JavaType type, AnnotatedClass known) {
    BeanDescription written = mapper._serializationContext().introspectBeanDescription(type);
    Marks marks = Marks.of(type.getRawClass());
    AnnotatedMember alone = written.findJsonValueAccessor();
    if (alone != null) {
      return Marks.isOn(alone) || marks.areElsewhere(Set.of())
          ? HIDDEN
          : new Shape.Same(Place.of(alone.getType()));
    }
    Shape shape = fields(type, known, written, marks);
    if (!isWrittenOtherwise(known)) {
      return shape;
    }
    return shape.isHidden() ? HIDDEN : new Shape.Same(opaque(shape));
  }

  /** Where something may be written in a way that nobody knows. */
  private static Place opaque(Shape shape) {
    return shape.parts().reduce(new Place(Set.of(), false, true), Place::and);
  }

  private Shape fields(JavaType type, AnnotatedClass known, BeanDescription written, Marks marks) {
    JavaType readAs = annotations.refineDeserializationType(config, known, type);
    BeanDescription read = context().introspectBeanDescription(readAs);
    Map<String, Place> named = new LinkedHashMap<>();
    Set<String> inCode = new HashSet<>(written.getIgnoredPropertyNames());
    inCode.addAll(read.getIgnoredPropertyNames());
    for (BeanPropertyDefinition property :
        Stream.of(written, read).flatMap(d -> d.findProperties().stream()).toList()) {
      inCode.add(property.getInternalName());
      add(property, place(property, marks), named);
    }
    AnnotatedMember any = written.findAnyGetter();
    if (any != null) {
      inCode.add(any.getName());
    }
    return marks.areElsewhere(inCode)
        ? HIDDEN
        : new Shape.Fields(named, any == null ? null : others(any));
  }

  private static Place others(AnnotatedMember any) {
    JavaType content = any.getType().getContentType();
    return new Place(
        content == null ? Set.of() : Set.of(content), Marks.isOn(any), content == null);
  }

  private void add(BeanPropertyDefinition property, Place place, Map<String, Place> named) {
    AnnotatedMember member = property.getPrimaryMember();
    NameTransformer unwrapping =
        member == null ? null : annotations.findUnwrappingNameTransformer(config, member);
    if (unwrapping == null) {
      named.merge(property.getName(), place, Place::and);
      for (PropertyName alias : property.findAliases()) {
        named.merge(alias.getSimpleName(), place, Place::and);
      }
    } else if (read(property.getPrimaryType()) instanceof Shape.Fields inner) {
      inner
          .named()
          .forEach(
              (name, part) ->
                  named.merge(
                      unwrapping.transform(name), part.markedIf(place.marked()), Place::and));
    } else {
      named.merge(property.getName(), place, Place::and);
    }
  }

  private Place place(BeanPropertyDefinition property, Marks marks) {
    AnnotatedMember member = property.getPrimaryMember();
    JavaType type = property.getPrimaryType();
    boolean marked = marks.areOn(property.getInternalName());
    if (member == null) {
      return Place.of(type).markedIf(marked);
    }
    Set<JavaType> types = new LinkedHashSet<>();
    types.add(type);
    types.add(annotations.refineDeserializationType(config, member, type));
    boolean opaque = annotations.findPolymorphicTypeInfo(config, member) != null;
    if (opaque) {
      types.addAll(subtypes(member, type.hasContentType() ? type.getContentType() : type));
    }
    return new Place(types, marked || Marks.isOn(member), opaque || isWrittenOtherwise(member));
  }

  /** Whether the application writes it by means of its own. */
  private boolean isWrittenOtherwise(Annotated annotated) {
    return annotations.findSerializer(config, annotated) != null
        || annotations.findContentSerializer(config, annotated) != null
        || annotations.findSerializationConverter(config, annotated) != null;
  }

  private Set<JavaType> subtypes(AnnotatedMember member, JavaType base) {
    return types(
        base, config.getSubtypeResolver().collectAndResolveSubtypesByClass(config, member, base));
  }

  private Shape kinds(JavaType base, TypeDeserializer names) {
    AnnotatedClass known = context().introspectClassAnnotations(base);
    if (Marks.isOn(known)) {
      return HIDDEN;
    }
    Map<Class<?>, Shape> bodies = new HashMap<>();
    Collection<NamedType> subtypes =
        config.getSubtypeResolver().collectAndResolveSubtypesByClass(config, known);
    types(base, subtypes).forEach(type -> bodies.put(type.getRawClass(), body(type)));
    if (names.getDefaultImpl() != null) {
      JavaType otherwise = context().constructSpecializedType(base, names.getDefaultImpl());
      bodies.computeIfAbsent(otherwise.getRawClass(), raw -> body(otherwise));
    }
    JsonTypeInfo.Value info = annotations.findPolymorphicTypeInfo(config, known);
    boolean named =
        info != null
            && (info.getIdType() == JsonTypeInfo.Id.NAME
                || info.getIdType() == JsonTypeInfo.Id.SIMPLE_NAME)
            && info.getInclusionType() != JsonTypeInfo.As.EXTERNAL_PROPERTY;
    return named ? new Shape.Named(names, info.getInclusionType(), bodies) : anyOf(bodies);
  }

  private Set<JavaType> types(JavaType base, Collection<NamedType> subtypes) {
    return subtypes.stream()
        .map(NamedType::getType)
        .map(raw -> context().constructSpecializedType(base, raw))
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /** An object of any of these types: what is sensitive in one of them is. */
  private static Shape anyOf(Map<Class<?>, Shape> bodies) {
    Map<String, Place> named = new LinkedHashMap<>();
    @Nullable Place others = null;
    for (Shape body : bodies.values()) {
      if (!(body instanceof Shape.Fields fields)) {
        return HIDDEN;
      }
      fields.named().forEach((name, place) -> named.merge(name, place, Place::and));
      Place more = fields.others();
      others = others == null || more == null ? more : others.and(more);
    }
    return new Shape.Fields(named, others);
  }

  private DeserializationContext context() {
    return mapper._deserializationContext();
  }
}
