package io.callapi.cluster;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;

/**
 * Messages between nodes as bytes. Types are named by a list, never by a class; what is not exactly
 * as this release writes it is not read.
 */
final class NodeWire {

  static final int LARGEST = 65_536;

  static final String NOBODY = "unknown";

  private final ObjectMapper mapper =
      JsonMapper.builder()
          // The components and nothing else.
          .visibility(PropertyAccessor.GETTER, Visibility.NONE)
          .visibility(PropertyAccessor.IS_GETTER, Visibility.NONE)
          .visibility(PropertyAccessor.FIELD, Visibility.ANY)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  Buffer encode(NodeMessage message) {
    return Buffer.buffer(json(message));
  }

  /**
   * @param body what the event bus brought, from whoever can reach it
   */
  <T extends NodeMessage> T decode(Object body, Class<T> type) {
    if (!(body instanceof Buffer bytes)) {
      throw new Refused(NOBODY, "no message of this program");
    }
    if (bytes.length() > LARGEST) {
      throw new Refused(NOBODY, "%d bytes, more than %d".formatted(bytes.length(), LARGEST));
    }
    NodeMessage message = read(NOBODY, bytes.toString(StandardCharsets.UTF_8), NodeMessage.class);
    if (!type.isInstance(message)) {
      throw new Refused(NOBODY, "a message for another address");
    }
    return type.cast(message);
  }

  String json(Object value) {
    try {
      return mapper.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("cannot be sent to another node: " + value, e);
    }
  }

  /**
   * @param sender who it says it is
   */
  <T> T read(String sender, String json, Class<T> type) {
    try {
      T value = mapper.readValue(json, type);
      if (value != null) {
        return value;
      }
    } catch (JsonProcessingException e) {
      // The text of the exception repeats what came; it says no more than that it is not right.
    }
    throw new Refused(sender, "no message that this release knows");
  }
}
