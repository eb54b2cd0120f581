package io.callapi.bench;

import org.jspecify.annotations.Nullable;

/** What is sent to a server again and again, and how the end of it is recognised. */
sealed interface Workload {

  String name();

  String url();

  /** The text to send. */
  String request(String id);

  /** The id of the request that this message ends; null if it ends none. */
  @Nullable String endedBy(String message);

  /** True if this message says that something has gone wrong that should not. */
  boolean isWrong(String message);

  /**
   * A command of Call API: done at its "Ended", or when it is refused.
   *
   * @param expected a part of the error that it must end with; null for none
   */
  record Command(String name, String url, String method, String params, @Nullable String expected)
      implements Workload {

    /** The same under another name. */
    Workload named(String other) {
      return new Command(other, url, method, params, expected);
    }

    static Command echo(String url) {
      return new Command("Echo", url, "Echo", "\"test\":\"x\"", null);
    }

    static Command endUnknownCall(String url) {
      return new Command("CallEnd, unknown", url, "CallEnd", "\"callid\":\"none@nowhere\"", "404");
    }

    @Override
    public String request(String id) {
      return ("{\"jsonrpc\":\"2.0\",\"id\":\"" + id + "\",\"method\":\"" + method)
          + ("\",\"params\":{\"cmd_id\":\"" + id + "\"," + params + "}}");
    }

    @Override
    public @Nullable String endedBy(String message) {
      if (message.contains("\"Ended\"")) {
        return textAfter("\"cmd_id\"", message);
      }
      return isRefusal(message) ? textAfter("\"id\"", message) : null;
    }

    @Override
    public boolean isWrong(String message) {
      boolean error = message.contains("\"Error\"");
      return isRefusal(message) || (error && (expected == null || !message.contains(expected)));
    }

    private static boolean isRefusal(String message) {
      return message.contains("\"error\"") && !message.contains("\"event\"");
    }
  }

  /** The bare server's echo: done when the message is back as it was sent. */
  record Echoed(String name, String url) implements Workload {

    @Override
    public String request(String id) {
      return Command.echo(url).request(id);
    }

    @Override
    public @Nullable String endedBy(String message) {
      return message.startsWith("{") ? textAfter("\"id\"", message) : null;
    }

    @Override
    public boolean isWrong(String message) {
      return false;
    }
  }

  /** The text value of a member, found without reading all of the JSON. */
  private static @Nullable String textAfter(String member, String json) {
    int at = json.indexOf(member);
    int open = at < 0 ? -1 : json.indexOf('"', at + member.length());
    int close = open < 0 ? -1 : json.indexOf('"', open + 1);
    return close < 0 ? null : json.substring(open + 1, close);
  }
}
