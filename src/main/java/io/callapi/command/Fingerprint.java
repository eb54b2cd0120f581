package io.callapi.command;

import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tells whether two requests ask for the same, without keeping their parameters. */
record Fingerprint(String digest) {

  static Fingerprint of(StartCommand request) {
    StringBuilder text = new StringBuilder();
    write(text, request.method());
    write(text, request.params());
    byte[] digest = sha256().digest(text.toString().getBytes(StandardCharsets.UTF_8));
    return new Fingerprint(HexFormat.of().formatHex(digest));
  }

  /** Each value with its type and its length, so that two different ones never read the same. */
  private static void write(StringBuilder text, @Nullable Object value) {
    if (value instanceof Map<?, ?> map) {
      begin(text, "map", map.size());
      map.entrySet().stream().sorted(Fingerprint::byName).forEach(entry -> write(text, entry));
    } else if (value instanceof List<?> list) {
      begin(text, "list", list.size());
      list.forEach(item -> write(text, item));
    } else if (value instanceof Record values) {
      RecordComponent[] parts = values.getClass().getRecordComponents();
      begin(text, values.getClass().getName(), parts.length);
      List.of(parts).forEach(part -> write(text, read(part, values)));
    } else {
      String content = String.valueOf(value);
      begin(text, value == null ? "null" : value.getClass().getName(), content.length());
      text.append(content);
    }
  }

  private static void write(StringBuilder text, Map.Entry<?, ?> entry) {
    write(text, entry.getKey());
    write(text, entry.getValue());
  }

  private static void begin(StringBuilder text, String type, int length) {
    text.append(type).append(' ').append(length).append(' ');
  }

  /** The order in which a client writes the members of an object means nothing. */
  private static int byName(Map.Entry<?, ?> one, Map.Entry<?, ?> other) {
    return String.valueOf(one.getKey()).compareTo(String.valueOf(other.getKey()));
  }

  private static @Nullable Object read(RecordComponent part, Record values) {
    try {
      // The record may be one of a package that keeps it to itself.
      part.getAccessor().setAccessible(true);
      return part.getAccessor().invoke(values);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("cannot be read: " + part, e);
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
