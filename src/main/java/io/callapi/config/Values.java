package io.callapi.config;

import io.callapi.sip.SipUri;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Reads a value of the tree as a type; refuses with what is allowed.
 *
 * <p>Numbers may be texts as well: the environment has nothing else.
 */
final class Values {

  private Values() {}

  static String text(Object value) {
    if (value instanceof String text && !text.isBlank()) {
      return text.strip();
    }
    if (value instanceof Number number) {
      return number.toString(); // a user name or a password of digits
    }
    throw new IllegalArgumentException("must be a text, not " + shown(value));
  }

  /** A text that no message repeats. */
  static String secret(Object value) {
    if (value instanceof String || value instanceof Number) {
      return value.toString();
    }
    throw new IllegalArgumentException("must be a text");
  }

  static int integer(Object value) {
    try {
      return Integer.parseInt(value.toString().strip());
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("must be a whole number, not " + shown(value), e);
    }
  }

  static boolean flag(Object value) {
    return switch (value.toString().strip().toLowerCase(Locale.ROOT)) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException("must be true or false, not " + shown(value));
    };
  }

  static Duration duration(Object value) {
    return Durations.parse(value instanceof JsonObject ? shown(value) : value.toString());
  }

  static HostPort hostPort(Object value) {
    return HostPort.parse(text(value));
  }

  /** The UDP socket of a management interface: {@code host:port} or {@code udp:host:port}. */
  static HostPort udpSocket(Object value) {
    String text = text(value);
    return HostPort.parse(text.startsWith("udp:") ? text.substring("udp:".length()) : text);
  }

  static SipUri sipUri(Object value) {
    return new SipUri(text(value));
  }

  static Path path(Object value) {
    return Path.of(text(value));
  }

  /** An address of HTTP; one with a password in it is not repeated in the message. */
  static URI httpUrl(Object value) {
    URI uri = parse(text(value));
    boolean http = "http".equalsIgnoreCase(uri.getScheme());
    boolean usable = (http || "https".equalsIgnoreCase(uri.getScheme())) && uri.getHost() != null;
    if (!usable || uri.getRawUserInfo() != null || uri.getRawFragment() != null) {
      throw new IllegalArgumentException(
          "must be http://host:port/path or https://host:port/path,"
              + " with user and password in http_user and http_password");
    }
    return uri;
  }

  private static URI parse(String text) {
    try {
      return URI.create(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("must be a URL such as http://127.0.0.1:8888/mi", e);
    }
  }

  static JsonObject section(Object value) {
    if (value instanceof JsonObject section) {
      return section;
    }
    throw new IllegalArgumentException("must be a section of keys and values, not " + shown(value));
  }

  static JsonArray list(Object value) {
    if (value instanceof JsonArray list) {
      return list;
    }
    throw new IllegalArgumentException("must be a list, not " + shown(value));
  }

  /** A list of texts, or one text with commas, as the environment has it. */
  static List<String> texts(Object value) {
    if (value instanceof String text) {
      return Arrays.stream(text.split(",")).map(String::strip).filter(t -> !t.isEmpty()).toList();
    }
    return list(value).stream().map(Values::text).toList();
  }

  /** A list like {@link #texts}; YAML reads the origin null, without quotes, as nothing. */
  static List<String> origins(Object value) {
    if (!(value instanceof JsonArray list)) {
      return texts(value);
    }
    return list.stream().map(origin -> origin == null ? "null" : text(origin)).toList();
  }

  /**
   * A list like {@link #texts}, of texts that no message repeats. An empty text is none: where a
   * template forgot to fill in a secret, that must not be taken for "no secret".
   */
  static List<String> secrets(Object value) {
    if (value instanceof String && !texts(value).isEmpty()) {
      return texts(value);
    }
    if (!(value instanceof JsonArray list)) {
      throw new IllegalArgumentException("must be a list of texts");
    }
    for (int i = 0; i < list.size(); i++) {
      if (!(list.getValue(i) instanceof String)) {
        throw new IllegalArgumentException("must be a list of texts: put [" + i + "] in quotes");
      }
    }
    return list.stream().map(Object::toString).map(String::strip).toList();
  }

  /** A parser of the names of an enum, in any case. */
  static <E extends Enum<E>> Function<Object, E> oneOf(Class<E> type, Function<E, String> name) {
    List<E> values = List.of(type.getEnumConstants());
    return value ->
        values.stream()
            .filter(each -> isNamed(each, name, value.toString().strip()))
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException(mustBe(values, name, value)));
  }

  private static <E extends Enum<E>> boolean isNamed(
      E each, Function<E, String> name, String text) {
    return each.name().equalsIgnoreCase(text) || name.apply(each).equalsIgnoreCase(text);
  }

  private static <E> String mustBe(List<E> values, Function<E, String> name, Object value) {
    String allowed = values.stream().map(name).collect(Collectors.joining(", "));
    return "must be one of " + allowed + ", not " + shown(value);
  }

  static String lowerCase(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  private static String shown(Object value) {
    if (value instanceof JsonObject) {
      return "a section";
    }
    return value instanceof JsonArray ? "a list" : value.toString();
  }
}
