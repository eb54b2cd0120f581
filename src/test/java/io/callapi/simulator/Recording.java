package io.callapi.simulator;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What was seen on the wires of a real OpenSIPS and its phones. */
record Recording(String version, String name, List<Entry> entries) {

  static final Path ROOT = Path.of("src/test/resources/recordings");

  /** One message, or a note. */
  record Entry(String channel, String direction, String data) {

    boolean isMiRequest() {
      return channel.equals("mi") && direction.startsWith("daemon->");
    }

    boolean isMiReply() {
      return channel.equals("mi") && direction.startsWith("opensips->");
    }

    boolean isEvent() {
      return channel.equals("event");
    }

    JsonObject json() {
      return new JsonObject(data);
    }

    /** A phone begins a call without having been asked to. */
    boolean isOwnCallOfPhone() {
      return isSipOfPhone("INVITE") && !header("To").contains("tag=") && hasNo("Referred-By");
    }

    boolean isSipOfPhone(String method) {
      return channel.equals("sip")
          && !direction.startsWith("opensips")
          && data.startsWith(method + " ");
    }

    String requestUri() {
      return data.substring(data.indexOf(' ') + 1, data.indexOf(" SIP/2.0"));
    }

    String header(String name) {
      Matcher matcher = Pattern.compile("(?im)^" + name + ": *(.*?)\\r?$").matcher(data);
      return matcher.find() ? matcher.group(1) : "";
    }

    boolean hasNo(String header) {
      return header(header).isEmpty();
    }

    String fromUri() {
      return header("From").replaceAll(".*<([^>]*)>.*", "$1");
    }
  }

  static Recording read(String version, Path file) {
    try (Stream<String> lines = Files.lines(file)) {
      String name = file.getFileName().toString().replace(".jsonl", "");
      return new Recording(version, name, lines.map(Recording::entry).toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Entry entry(String line) {
    JsonObject json = new JsonObject(line);
    return new Entry(
        json.getString("chan", ""), json.getString("dir", ""), json.getString("data", ""));
  }

  /** The Call-IDs of the calls in it; events of any other call come from a neighbour's test. */
  Set<String> callIds() {
    return entries.stream()
        .filter(entry -> entry.channel().equals("sip"))
        .map(entry -> entry.header("Call-ID"))
        .collect(Collectors.toSet());
  }

  /** Whether somebody had subscribed to all events before it began. */
  boolean hasStandingSubscriptions() {
    return name.startsWith("recipe_");
  }

  /** The calls that another call replaces; the replaced one is ended by a phone's BYE. */
  Set<String> replacedCallIds() {
    return entries.stream()
        .filter(entry -> entry.isSipOfPhone("INVITE"))
        .map(entry -> Optional.of(entry.header("Replaces").replaceAll(";.*", "")))
        .flatMap(Optional::stream)
        .collect(Collectors.toSet());
  }

  @Override
  public String toString() {
    return version + " " + name;
  }
}
