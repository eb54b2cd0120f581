package io.callapi.bus;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.deser.std.FromStringDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.jsontype.BasicPolymorphicTypeValidator;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import io.callapi.sip.Uri;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.MessageCodec;
import java.time.Instant;

/**
 * Carries records over the event bus: by reference inside a node, as JSON between nodes.
 *
 * <p>Every record is written with its class name, and only records of this program are read back.
 */
public final class RecordCodec implements MessageCodec<Record, Record> {

  static final String NAME = "callapi.record";

  private final ObjectMapper mapper =
      JsonMapper.builder()
          .annotationIntrospector(new AnyValue.Introspector())
          .addMixIn(Record.class, NamedByClass.class)
          .addMixIn(Uri.class, NamedByClass.class)
          // The components and nothing else: isUsable() is no part of a LinkStatus.
          .visibility(PropertyAccessor.GETTER, Visibility.NONE)
          .visibility(PropertyAccessor.IS_GETTER, Visibility.NONE)
          .visibility(PropertyAccessor.FIELD, Visibility.ANY)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .addModule(
              new SimpleModule()
                  .addSerializer(Instant.class, new ToStringSerializer(Instant.class))
                  .addDeserializer(Instant.class, new InstantReader()))
          .polymorphicTypeValidator(
              BasicPolymorphicTypeValidator.builder().allowIfSubType("io.callapi.").build())
          .build();

  @JsonTypeInfo(use = JsonTypeInfo.Id.CLASS, property = "@record")
  private interface NamedByClass {}

  @Override
  public void encodeToWire(Buffer wire, Record message) {
    try {
      byte[] json = mapper.writeValueAsBytes(message);
      wire.appendInt(json.length).appendBytes(json);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("cannot be sent to another node: " + message, e);
    }
  }

  @Override
  public Record decodeFromWire(int position, Buffer wire) {
    int length = wire.getInt(position);
    String json = wire.getString(position + 4, position + 4 + length);
    try {
      return mapper.readValue(json, Record.class);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not a message of this program: " + json, e);
    }
  }

  @Override
  public Record transform(Record message) {
    return message;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public byte systemCodecID() {
    return -1;
  }

  private static final class InstantReader extends FromStringDeserializer<Instant> {

    private static final long serialVersionUID = 1L;

    InstantReader() {
      super(Instant.class);
    }

    @Override
    protected Instant _deserialize(String value, DeserializationContext context) {
      return Instant.parse(value);
    }
  }
}
