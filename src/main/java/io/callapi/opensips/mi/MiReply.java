package io.callapi.opensips.mi;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What OpenSIPS sends back for a management command. */
sealed interface MiReply {

  /** What OpenSIPS says where it has no JSON to say. */
  Pattern PLAIN = Pattern.compile("([1-9][0-9]{2}) (\\p{Print}{1,100})");

  /** It was done. */
  record Success(String id, MiResult result) implements MiReply {}

  /** It was refused. */
  record Failure(String id, MiException error) implements MiReply {}

  /** A refusal without an id: OpenSIPS could not read the request, or not write the reply. */
  record Unidentified(MiException error) implements MiReply {}

  /** None of these: it was damaged on its way, or is not from OpenSIPS. */
  record Unreadable(String text) implements MiReply {}

  /** Reads a reply; anything is one. */
  static MiReply parse(String text) {
    try {
      return of(new JsonObject(text));
    } catch (DecodeException e) {
      return plainText(text);
    }
  }

  /** Reads a reply that is JSON. What is damaged must not pass for the success of anything. */
  static MiReply of(JsonObject json) {
    boolean success = json.containsKey("result");
    boolean failure =
        json.getValue("error") instanceof JsonObject error
            && error.getValue("code") instanceof Number;
    if (success == failure) {
      return new Unreadable(json.encode());
    }
    if (json.getValue("id") instanceof String id) {
      return success
          ? new Success(id, new MiResult(json.getValue("result")))
          : new Failure(id, failure(new MiResult(json.getValue("error"))));
    }
    return success
        ? new Unreadable(json.encode())
        : new Unidentified(failure(new MiResult(json.getValue("error"))));
  }

  private static MiException failure(MiResult error) {
    String data = error.at("data").text();
    String message = error.at("message").text();
    return new MiException(
        error.at("code").number(500), data.isEmpty() ? message : message + ": " + data);
  }

  /** {@code 500 Internal error}: a code and a reason. */
  private static MiReply plainText(String text) {
    Matcher line = PLAIN.matcher(text.strip());
    return line.matches()
        ? new Unidentified(new MiException(Integer.parseInt(line.group(1)), line.group(2)))
        : new Unreadable(text);
  }
}
