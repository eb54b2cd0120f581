package io.callapi.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.callapi.description.Judge;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Whether all that a client receives is as the documents of its server describe it. */
final class Conformance {

  /** By the OpenRPC document: all servers have the same. */
  private static final Map<String, Judge> JUDGES = new ConcurrentHashMap<>();

  private final Map<Object, String> methods = new ConcurrentHashMap<>();
  private final Judge judge;

  private Conformance(Judge judge) {
    this.judge = judge;
  }

  /** Reads the documents of a server. */
  static Conformance of(int port) {
    String openRpc = read(port, "openrpc.json");
    return new Conformance(
        JUDGES.computeIfAbsent(
            openRpc,
            text -> new Judge(new JsonObject(text), new JsonObject(read(port, "asyncapi.json")))));
  }

  private static String read(int port, String document) {
    try (var in = URI.create("http://localhost:" + port + "/" + document).toURL().openStream()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Notes which method is asked with which id. */
  void sent(String text) {
    try {
      note(Json.decodeValue(text));
    } catch (DecodeException e) {
      // It is not to be right.
    }
  }

  private void note(Object json) {
    if (json instanceof JsonArray batch) {
      batch.forEach(this::note);
    } else if (json instanceof JsonObject request
        && request.getValue("id") != null
        && request.getValue("method") instanceof String method) {
      methods.put(request.getValue("id"), method);
    }
  }

  /** Fails if anything was not as described. */
  void holdsFor(Transcript transcript) {
    for (Message message : transcript.messages()) {
      JsonObject json = message.json();
      Object id = json.getValue("id");
      assertThat(
              message.isReply()
                  ? judge.faultsOfReply(id == null ? "" : methods.getOrDefault(id, ""), json)
                  : judge.faultsOfNotification(json))
          .as(json.encode())
          .isEmpty();
    }
  }
}
