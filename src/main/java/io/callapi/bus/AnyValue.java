package io.callapi.bus;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.AnnotatedMember;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * How a component that may hold anything travels: in an object with one member, which says whether
 * it is a record or a plain value. So a map of a client is never taken for a record.
 */
final class AnyValue {

  private static final String RECORD = "record";
  private static final String PLAIN = "plain";

  private AnyValue() {}

  /** Finds the components that are declared as {@code Object}. */
  static final class Introspector extends JacksonAnnotationIntrospector {

    private static final long serialVersionUID = 1L;

    @Override
    public @Nullable Object findSerializer(Annotated part) {
      return holdsAnything(part) ? Writer.class : super.findSerializer(part);
    }

    @Override
    public @Nullable Object findDeserializer(Annotated part) {
      return holdsAnything(part) ? Reader.class : super.findDeserializer(part);
    }

    private static boolean holdsAnything(Annotated part) {
      return part instanceof AnnotatedMember && part.getRawType() == Object.class;
    }
  }

  static final class Writer extends JsonSerializer<Object> {

    @Override
    public void serialize(Object value, JsonGenerator json, SerializerProvider provider)
        throws IOException {
      json.writeStartObject();
      provider.defaultSerializeField(value instanceof Record ? RECORD : PLAIN, value, json);
      json.writeEndObject();
    }
  }

  static final class Reader extends JsonDeserializer<Object> {

    @Override
    public Object deserialize(JsonParser json, DeserializationContext context) throws IOException {
      Class<?> type = RECORD.equals(json.nextFieldName()) ? Record.class : Object.class;
      json.nextToken();
      Object value = context.readValue(json, type);
      json.nextToken();
      return value;
    }
  }
}
