package io.callapi.client;

import io.callapi.sip.CallId;
import io.callapi.sip.SipUri;
import io.callapi.sip.UriPattern;
import io.vertx.json.schema.JsonFormatValidator;
import org.jspecify.annotations.Nullable;

/** The formats that the parameter schemas name, checked by the value types themselves. */
final class ParameterFormats implements JsonFormatValidator {

  private static final int MAX_CMD_ID = 128;

  /**
   * @return why the value does not have the format; null if it does
   */
  @Override
  public @Nullable String validateFormat(
      @Nullable String type, @Nullable String format, @Nullable Object value) {
    if (format == null || !(value instanceof String text)) {
      return null;
    }
    try {
      check(format, text);
      return null;
    } catch (IllegalArgumentException e) {
      return e.getMessage();
    }
  }

  private static void check(String format, String text) {
    switch (format) {
      case "sip-uri" -> SipUri.ofClient(text).value();
      case "call-id" -> new CallId(text).value();
      case "uri-pattern" -> new UriPattern(text).text();
      case "cmd-id" -> checkCommandId(text);
      default -> throw new IllegalStateException("no such format: " + format);
    }
  }

  private static void checkCommandId(String text) {
    if (text.length() > MAX_CMD_ID) {
      throw new IllegalArgumentException("must not be longer than " + MAX_CMD_ID + " characters");
    }
    if (!text.isEmpty()) {
      CallId.chosen(text).value(); // it becomes the Call-ID of a dialog
    }
  }
}
