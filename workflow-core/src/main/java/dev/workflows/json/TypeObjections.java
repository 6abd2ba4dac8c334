package dev.workflows.json;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.util.Collection;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.locks.Lock;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TreeNode;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.annotation.JsonDeserialize;
import tools.jackson.databind.deser.AbstractDeserializer;
import tools.jackson.databind.deser.SettableBeanProperty;
import tools.jackson.databind.deser.bean.BeanDeserializerBase;
import tools.jackson.databind.deser.impl.TypeWrappedDeserializer;
import tools.jackson.databind.introspect.AnnotatedClass;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.jsontype.NamedType;
import tools.jackson.databind.ser.impl.UnknownSerializer;

/**
 * Finds types that could not be stored before the first run tries: whatever is no data, and
 * whatever would come back as something else or not at all.
 */
final class TypeObjections {

  private static final List<Class<?>> NO_DATA =
      List.of(
          AutoCloseable.class,
          Thread.class,
          Executor.class,
          Future.class,
          Lock.class,
          Iterator.class,
          Throwable.class,
          ClassLoader.class,
          Type.class);

  private final JsonMapper mapper;

  TypeObjections(JsonMapper mapper) {
    this.mapper = mapper;
  }

  @Nullable String to(Type type) {
    try {
      return visit(mapper.constructType(type), "", new HashSet<>());
    } catch (IllegalArgumentException e) {
      return "%s cannot be resolved to a class".formatted(type.getTypeName());
    }
  }

  private @Nullable String visit(JavaType type, String path, Set<JavaType> seen) {
    Class<?> raw = type.getRawClass();
    if (raw == void.class || TreeNode.class.isAssignableFrom(raw) || !seen.add(type)) {
      return null;
    }
    if (isNoData(raw)) {
      return objection(type, path, "is no data that could be stored");
    }
    if (raw == Object.class || raw == java.io.Serializable.class) {
      return objection(type, path, "would come back as maps and lists; declare its real type");
    }
    return type.hasContentType() ? visitContent(type, path, seen) : visitValue(type, path, seen);
  }

  private static boolean isNoData(Class<?> raw) {
    return NO_DATA.stream().anyMatch(noData -> noData.isAssignableFrom(raw));
  }

  private @Nullable String visitContent(JavaType type, String path, Set<JavaType> seen) {
    JavaType content = type.getContentType();
    if (type.isMapLikeType()) {
      if (type.getKeyType().getRawClass() == String.class
          && content.getRawClass() == Object.class) {
        return null; // a JSON object, by the declaration's own word
      }
      String objection = keyObjection(type.getKeyType(), path);
      if (objection != null) {
        return objection;
      }
    }
    return visit(content, path + "[]", seen);
  }

  private @Nullable String keyObjection(JavaType keyType, String path) {
    if (isNoData(keyType.getRawClass())) {
      return objection(keyType, path, "is no data that could be a key");
    }
    try {
      context().findKeyDeserializer(keyType, null);
      return null;
    } catch (JacksonException e) {
      return objection(keyType, path, "cannot be a key in JSON");
    }
  }

  private @Nullable String visitValue(JavaType type, String path, Set<JavaType> seen) {
    Class<?> raw = type.getRawClass();
    if (raw.isMemberClass() && !Modifier.isStatic(raw.getModifiers())) {
      return objection(type, path, "is an inner class; make it static");
    }
    ValueDeserializer<?> deserializer;
    try {
      deserializer = context().findRootValueDeserializer(type);
    } catch (JacksonException e) {
      return objection(type, path, "cannot be read from JSON: " + e.getOriginalMessage());
    }
    if (deserializer instanceof TypeWrappedDeserializer) {
      return visitSubtypes(type, path, seen);
    }
    if (deserializer instanceof AbstractDeserializer) {
      return objection(
          type,
          path,
          "is abstract; name its subtypes with @JsonTypeInfo(use = Id.NAME) and @JsonSubTypes");
    }
    return deserializer instanceof BeanDeserializerBase bean
        ? visitBean(bean, type, path, seen)
        : null;
  }

  private @Nullable String visitSubtypes(JavaType type, String path, Set<JavaType> seen) {
    DeserializationContext context = context();
    AnnotatedClass annotated = context.introspectClassAnnotations(type);
    Collection<NamedType> subtypes =
        mapper
            .deserializationConfig()
            .getSubtypeResolver()
            .collectAndResolveSubtypesByClass(mapper.deserializationConfig(), annotated);
    boolean any = false;
    for (NamedType subtype : subtypes) {
      Class<?> raw = subtype.getType();
      if (raw != type.getRawClass() && !Modifier.isAbstract(raw.getModifiers())) {
        any = true;
        String objection = visitSubtype(mapper.constructType(raw), path, seen);
        if (objection != null) {
          return objection;
        }
      }
    }
    return any || type.isConcrete() ? null : objection(type, path, "names no subtypes");
  }

  private @Nullable String visitSubtype(JavaType type, String path, Set<JavaType> seen) {
    if (!seen.add(type)) {
      return null;
    }
    ValueDeserializer<?> deserializer = context().findNonContextualValueDeserializer(type);
    return deserializer instanceof BeanDeserializerBase bean
        ? visitBean(bean, type, path, seen)
        : null;
  }

  private @Nullable String visitBean(
      BeanDeserializerBase bean, JavaType type, String path, Set<JavaType> seen) {
    if (!bean.getValueInstantiator().canInstantiate()) {
      return objection(type, path, "has no constructor that JSON could be given to");
    }
    if (mapper._serializationContext().findTypedValueSerializer(type, false)
        instanceof UnknownSerializer) {
      return objection(type, path, "has no properties that could be written");
    }
    for (Iterator<SettableBeanProperty> all = bean.properties(); all.hasNext(); ) {
      SettableBeanProperty property = all.next();
      if (!decidesForItself(property)) {
        String objection = visit(property.getType(), path + "." + property.getName(), seen);
        if (objection != null) {
          return objection;
        }
      }
    }
    return null;
  }

  private static boolean decidesForItself(SettableBeanProperty property) {
    return property.getAnnotation(JsonDeserialize.class) != null
        || property.getAnnotation(JsonTypeInfo.class) != null;
  }

  private DeserializationContext context() {
    return mapper._deserializationContext();
  }

  private static String objection(JavaType type, String path, String what) {
    String name = type.toCanonical();
    return path.isEmpty() ? name + " " + what : "%s (at $%s) %s".formatted(name, path, what);
  }
}
