package io.callapi.acceptance;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What was seen on the wires while the daemon whose clients must work unchanged was steering a real
 * OpenSIPS.
 */
record Recording(List<Exchange> exchanges, List<PlacedCall> calls) {

  /** A request of the client, and what the daemon told of that command. */
  record Exchange(JsonObject request, List<JsonObject> events) {

    String method() {
      return request.getString("method");
    }
  }

  /** A call that a phone had placed by itself. */
  record PlacedCall(String callId, String from, String to) {}

  private static final Pattern INVITE = Pattern.compile("INVITE (\\S+) SIP/2\\.0");

  static Recording read(String version, String name) {
    String resource = "/recordings/opensips-%s/%s.jsonl".formatted(version, name);
    try (InputStream in =
        Objects.requireNonNull(Recording.class.getResourceAsStream(resource), resource)) {
      List<JsonObject> lines =
          new String(in.readAllBytes(), StandardCharsets.UTF_8)
              .lines()
              .map(JsonObject::new)
              .toList();
      return new Recording(exchanges(lines), calls(lines));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Exchange> exchanges(List<JsonObject> lines) {
    List<Exchange> exchanges = new ArrayList<>();
    for (JsonObject line : lines) {
      String data = line.getString("data");
      if (!line.getString("chan").equals("ws") || !data.startsWith("{")) {
        continue; // the end of the connection
      }
      JsonObject message = new JsonObject(data);
      if (line.getString("dir").startsWith("client")) {
        exchanges.add(new Exchange(message, new ArrayList<>()));
      } else if (message.containsKey("params")) {
        // One command at a time: what comes belongs to the latest request.
        exchanges.get(exchanges.size() - 1).events().add(message.getJsonObject("params"));
      }
    }
    return exchanges;
  }

  private static List<PlacedCall> calls(List<JsonObject> lines) {
    Set<PlacedCall> calls = new LinkedHashSet<>();
    for (JsonObject line : lines) {
      String data = line.getString("data");
      Matcher invite = INVITE.matcher(data);
      boolean ofPhone =
          line.getString("chan").equals("sip")
              && !line.getString("dir").startsWith("opensips")
              && invite.lookingAt()
              && !header(data, "To").contains("tag=")
              && header(data, "Referred-By").isEmpty();
      if (ofPhone) {
        String from = header(data, "From").replaceAll(".*<([^>]*)>.*", "$1");
        calls.add(new PlacedCall(header(data, "Call-ID"), from, invite.group(1)));
      }
    }
    return List.copyOf(calls);
  }

  private static String header(String message, String name) {
    Matcher matcher = Pattern.compile("(?im)^" + name + ": *(.*?)\\r?$").matcher(message);
    return matcher.find() ? matcher.group(1) : "";
  }
}
