package io.callapi.simulator;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Notes that were taken while requests and events were tried on a real proxy, a line each. */
record MiNotes(String version, List<String> lines) {

  static MiNotes read(String version, Path file) {
    try {
      return new MiNotes(version, Files.readAllLines(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The one line that this is about. */
  MatchResult line(String pattern) {
    return all(pattern).findFirst().orElseThrow(() -> new AssertionError(pattern));
  }

  /** The lines that this is about, in their order. */
  Stream<MatchResult> all(String pattern) {
    Pattern whole = Pattern.compile(pattern);
    return lines.stream().flatMap(line -> whole.matcher(line).results());
  }

  /** The JSON in the first group of these lines. */
  List<JsonObject> messages(String pattern) {
    return all(pattern).map(found -> new JsonObject(found.group(1))).toList();
  }

  @Override
  public String toString() {
    return version;
  }
}
