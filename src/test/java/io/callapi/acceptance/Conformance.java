package io.callapi.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.callapi.description.AllMethods;
import io.callapi.description.ApiDocuments;
import io.callapi.description.Judge;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Whether all that a client receives is as the documents of its server describe it. */
final class Conformance {

  /** All servers have the same documents. Reading them there would take a connection. */
  private static final Judge JUDGE = judge();

  private final Map<Object, String> methods = new ConcurrentHashMap<>();

  private static Judge judge() {
    ApiDocuments documents = AllMethods.documents();
    return new Judge(new JsonObject(documents.openRpc()), new JsonObject(documents.asyncApi()));
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
                  ? JUDGE.faultsOfReply(id == null ? "" : methods.getOrDefault(id, ""), json)
                  : JUDGE.faultsOfNotification(json))
          .as(json.encode())
          .isEmpty();
    }
  }
}
