package io.callapi.jsonrpc;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
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
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * JSON-RPC 2.0 as text and as records.
 *
 * <p>Lenient in one point only: {@code jsonrpc} may be missing, for old clients leave it out. In a
 * record's JSON, components that are null are left out, and names are those of {@link MemberNames}.
 * It has no state: all share what Jackson learns about the records.
 */
public class JsonRpcCodec {

  /** The most requests that one batch may hold. */
  public static final int MAX_BATCH = 100;

  /** The most members that one object may have. */
  public static final int MAX_MEMBERS = JsonText.MAX_MEMBERS;

  /** The longest id that is a text, in characters: it comes back in each answer. */
  public static final int MAX_ID_LENGTH = 256;

  private static final int MAX_EXPLANATION = 200;

  /** From here on characters are written as escapes, so that a lone surrogate comes back whole. */
  private static final int LAST_BEFORE_SURROGATES = 0xd7ff;

  private static final ObjectMapper MAPPER =
      JsonMapper.builder(
              new JsonFactoryBuilder().highestNonEscapedChar(LAST_BEFORE_SURROGATES).build())
          .addModule(
              new SimpleModule().addSerializer(new TimeText()).addSerializer(new WrittenText()))
          .propertyNamingStrategy(new MemberNames())
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

  /** Loads what is needed to read and write, so that no client waits for that. */
  public static void warmUp() {
    JsonRpcCodec codec = new JsonRpcCodec();
    codec.decode("{\"a\":[1,1.5,\"\\u00e9\",null,true,false]}");
    codec.encodeBatch(List.of(new Failure(new RequestId(1), JsonRpcError.PARSE_ERROR, "warm")));
  }

  /** Reads the text of a frame; whatever it is, there is an answer to it. */
  public Frame decode(String text) {
    Object json;
    try {
      json = JsonText.read(text);
    } catch (JsonProcessingException e) {
      String why = explanation(e);
      return new Single(
          new Item(null, new Failure(RequestId.UNREADABLE, JsonRpcError.PARSE_ERROR, why)));
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

  private static Item item(@Nullable Object json) {
    if (!(json instanceof Map<?, ?> members)) {
      return Item.invalid(RequestId.UNREADABLE, "a request is an object");
    }
    Object idValue = members.get("id");
    String fault = faultInId(idValue);
    if (fault != null) {
      return Item.invalid(RequestId.UNREADABLE, fault);
    }
    RequestId id = new RequestId(idValue);
    if (members.size() > MAX_MEMBERS) {
      return Item.invalid(id, "a request has at most " + MAX_MEMBERS + " members");
    }
    if (members.containsKey("jsonrpc") && !"2.0".equals(members.get("jsonrpc"))) {
      return Item.invalid(id, "jsonrpc must be \"2.0\"");
    }
    if (!(members.get("method") instanceof String method)) {
      return Item.invalid(id, "method must be a string");
    }
    return Item.of(new Request(members.containsKey("id") ? id : null, method, objectOf(members)));
  }

  private static @Nullable String faultInId(@Nullable Object id) {
    if (id instanceof String text && text.length() > MAX_ID_LENGTH) {
      return "id must not be longer than " + MAX_ID_LENGTH + " characters";
    }
    return id == null || id instanceof String || id instanceof Number
        ? null
        : "id must be a string, a number or null";
  }

  private static String explanation(JsonProcessingException e) {
    String text = String.valueOf(e.getOriginalMessage());
    return text.length() <= MAX_EXPLANATION ? text : text.substring(0, MAX_EXPLANATION) + "\u2026";
  }

  @SuppressWarnings("unchecked") // what JsonText reads has names that are texts
  private static @Nullable Map<String, Object> objectOf(Map<?, ?> request) {
    return request.get("params") instanceof Map<?, ?> params ? (Map<String, Object>) params : null;
  }

  /** Writes one message. */
  public String encode(JsonRpcMessage message) {
    return write(members(message));
  }

  /** Writes a part of messages ahead, for several of them. */
  public WrittenJson written(Record part) {
    return new WrittenJson(write(part));
  }

  /** Writes the answers to a batch. */
  public String encodeBatch(List<? extends JsonRpcMessage> messages) {
    return messages.stream().map(this::encode).collect(Collectors.joining(",", "[", "]"));
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

  private static String write(Object json) {
    try {
      return MAPPER.writeValueAsString(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("records and maps can be written as JSON", e);
    }
  }
}
