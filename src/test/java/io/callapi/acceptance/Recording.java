package io.callapi.acceptance;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What was seen on the wires while the daemon whose clients must work unchanged was steering a real
 * OpenSIPS.
 */
record Recording(String name, List<Exchange> exchanges, List<PlacedCall> calls) {

  private static final Path ROOT = Path.of("src/test/resources/recordings");

  /** A request of the client, and what the daemon told of that command. */
  record Exchange(JsonObject request, List<JsonObject> events) {

    String method() {
      return request.getString("method");
    }

    /** The daemon has told its end, and no error. */
    boolean isSuccess() {
      List<String> names = events.stream().map(event -> event.getString("event")).toList();
      return names.contains("Ended") && !names.contains("Error");
    }
  }

  /** A call that a phone had placed by itself. */
  record PlacedCall(String callId, String from, String to) {}

  private static final Pattern INVITE = Pattern.compile("INVITE (\\S+) SIP/2\\.0");

  /** All recordings beside that version in which calls are steered. */
  static List<Recording> beside(String version) {
    try (Stream<Path> files = Files.list(ROOT.resolve("opensips-" + version))) {
      return files
          .filter(Recording::hasDaemonThatSteersCalls)
          .sorted()
          .map(Recording::read)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * There is no daemon in "recipe" and "mi"; in "proto" it is tried with requests that are not
   * right, which docs/protocol.md answers otherwise.
   */
  private static boolean hasDaemonThatSteersCalls(Path file) {
    return !file.getFileName().toString().matches("(recipe|mi|proto)_.*");
  }

  private static Recording read(Path file) {
    try (Stream<String> text = Files.lines(file)) {
      List<JsonObject> lines = text.map(JsonObject::new).toList();
      String name = file.getFileName().toString().replace(".jsonl", "");
      return new Recording(name, exchanges(lines), calls(lines));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The exchanges that came to a good end. */
  List<Exchange> successes() {
    return exchanges.stream().filter(Exchange::isSuccess).toList();
  }

  @Override
  public String toString() {
    return name;
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
