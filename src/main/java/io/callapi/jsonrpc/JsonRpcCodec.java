package io.callapi.jsonrpc;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.callapi.jsonrpc.JsonRpcMessage.Failure;
import io.callapi.jsonrpc.JsonRpcMessage.Notification;
import io.callapi.jsonrpc.JsonRpcMessage.Request;
import io.callapi.jsonrpc.JsonRpcMessage.RequestId;
import io.callapi.jsonrpc.JsonRpcMessage.Success;
import io.callapi.sip.CallId;
import io.callapi.sip.Leg;
import io.callapi.sip.OtherUri;
import io.callapi.sip.SipUri;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * JSON-RPC 2.0 as text and as records.
 *
 * <p>Lenient in one point only: {@code jsonrpc} may be missing, for old clients leave it out. In a
 * record's JSON, components that are null are left out.
 */
public final class JsonRpcCodec {

  /** The most requests that one batch may hold. */
  public static final int MAX_BATCH = 100;

  private static final TypeReference<LinkedHashMap<String, Object>> MEMBERS =
      new TypeReference<>() {};

  private final ObjectMapper mapper =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .addMixIn(CallId.class, AsText.class)
          .addMixIn(SipUri.class, AsText.class)
          .addMixIn(OtherUri.class, AsText.class)
          .addMixIn(Leg.class, AsWireName.class)
          .defaultPropertyInclusion(
              JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
          .build();

  private interface AsText {
    @JsonValue
    String value();
  }

  private interface AsWireName {
    @JsonValue
    String wireName();
  }

  /** What a frame holds: requests, and the answers to what was not one. */
  public sealed interface Frame {}

  /** One request, or the answer to something else. */
  public record Single(Item item) implements Frame {}

  /** A batch of 1 to {@link #MAX_BATCH}; its answers go into one array. */
  public record Batch(List<Item> items) implements Frame {}

  /** A request, or what is answered to something that is none; one of the two is null. */
  public record Item(@Nullable Request request, @Nullable Failure failure) {

    static Item of(Request request) {
      return new Item(request, null);
    }

    static Item invalid(RequestId id, String why) {
      return new Item(null, new Failure(id, JsonRpcError.INVALID_REQUEST, why));
    }
  }

  /** Reads the text of a frame; whatever it is, there is an answer to it. */
  public Frame decode(String text) {
    Object json;
    try {
      json = mapper.readValue(text, Object.class);
    } catch (JsonProcessingException e) {
      return new Single(
          new Item(
              null,
              new Failure(RequestId.UNREADABLE, JsonRpcError.PARSE_ERROR, e.getOriginalMessage())));
    }
    if (!(json instanceof List<?> batch)) {
      return new Single(item(json));
    }
    if (batch.isEmpty() || batch.size() > MAX_BATCH) {
      String why = "a batch holds 1 to " + MAX_BATCH + " requests, not " + batch.size();
      return new Single(Item.invalid(RequestId.UNREADABLE, why));
    }
    List<Item> items = new ArrayList<>();
    batch.forEach(entry -> items.add(item(entry)));
    return new Batch(items);
  }

  private Item item(@Nullable Object json) {
    if (!(json instanceof Map<?, ?> members)) {
      return Item.invalid(RequestId.UNREADABLE, "a request is an object");
    }
    Object idValue = members.get("id");
    if (idValue != null && !(idValue instanceof String) && !(idValue instanceof Number)) {
      return Item.invalid(RequestId.UNREADABLE, "id must be a string, a number or null");
    }
    RequestId id = new RequestId(idValue);
    if (members.containsKey("jsonrpc") && !"2.0".equals(members.get("jsonrpc"))) {
      return Item.invalid(id, "jsonrpc must be \"2.0\"");
    }
    if (!(members.get("method") instanceof String method)) {
      return Item.invalid(id, "method must be a string");
    }
    return Item.of(new Request(members.containsKey("id") ? id : null, method, objectOf(members)));
  }

  private @Nullable Map<String, Object> objectOf(Map<?, ?> request) {
    Object params = request.get("params");
    return params instanceof Map<?, ?> ? mapper.convertValue(params, MEMBERS) : null;
  }

  /** Writes one message. */
  public String encode(JsonRpcMessage message) {
    return write(members(message));
  }

  /** Writes the answers to a batch. */
  public String encodeBatch(List<? extends JsonRpcMessage> messages) {
    return write(messages.stream().map(JsonRpcCodec::members).toList());
  }

  private static Map<String, @Nullable Object> members(JsonRpcMessage message) {
    Map<String, @Nullable Object> members = new LinkedHashMap<>();
    members.put("jsonrpc", "2.0");
    if (message instanceof Request request) {
      putUnlessNull(members, "id", request.id() == null ? null : request.id().value());
      members.put("method", request.method());
      putUnlessNull(members, "params", request.params());
    } else if (message instanceof Success success) {
      members.put("id", success.id().value());
      members.put("result", success.result());
    } else if (message instanceof Failure failure) {
      members.put("id", failure.id().value());
      members.put("error", error(failure));
    } else if (message instanceof Notification notification) {
      members.put("method", notification.method());
      members.put("params", notification.params());
    }
    return members;
  }

  private static Map<String, @Nullable Object> error(Failure failure) {
    Map<String, @Nullable Object> error = new LinkedHashMap<>();
    error.put("code", failure.error().code());
    error.put("message", failure.error().message());
    putUnlessNull(error, "data", failure.data());
    return error;
  }

  private static void putUnlessNull(
      Map<String, @Nullable Object> members, String name, @Nullable Object value) {
    if (value != null) {
      members.put(name, value);
    }
  }

  private String write(Object json) {
    try {
      return mapper.writeValueAsString(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("records and maps can be written as JSON", e);
    }
  }
}
