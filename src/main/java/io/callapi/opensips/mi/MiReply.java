package io.callapi.opensips.mi;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;

/** What OpenSIPS sends back for a management command. */
sealed interface MiReply {

  /** It was done. */
  record Success(String id, MiResult result) implements MiReply {}

  /** It was refused. */
  record Failure(String id, MiException error) implements MiReply {}

  /**
   * A line of plain text, or JSON without an id: OpenSIPS could not read the request, or its reply
   * is too long for a datagram (over 65,457 bytes).
   */
  record Unidentified(MiException error) implements MiReply {}

  /** Reads a reply; anything is one. */
  static MiReply parse(String text) {
    try {
      return of(new JsonObject(text));
    } catch (DecodeException e) {
      return new Unidentified(plainText(text));
    }
  }

  /** Reads a reply that is JSON. */
  static MiReply of(JsonObject json) {
    Object error = json.getValue("error");
    if (!(json.getValue("id") instanceof String id)) {
      return new Unidentified(failure(new MiResult(error)));
    }
    return error != null
        ? new Failure(id, failure(new MiResult(error)))
        : new Success(id, new MiResult(json.getValue("result")));
  }

  private static MiException failure(MiResult error) {
    String data = error.at("data").text();
    String message = error.at("message").text();
    return new MiException(
        error.at("code").number(500), data.isEmpty() ? message : message + ": " + data);
  }

  /** {@code 500 Internal error}: a code and a reason. */
  private static MiException plainText(String text) {
    String[] parts = text.strip().split(" ", 2);
    boolean coded = parts.length == 2 && parts[0].matches("[0-9]{3}");
    return coded
        ? new MiException(Integer.parseInt(parts[0]), parts[1])
        : new MiException(500, "unreadable reply");
  }
}
