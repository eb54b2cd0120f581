package io.callapi.config;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * Reads one section of the tree; what is wrong is noted, not thrown, so that reading goes on.
 *
 * <p>The keys asked for are the keys that exist: {@link #refuseUnknownKeys} reports the others.
 */
final class Section {

  private final String path;
  private final JsonObject values;
  private final ConfigProblems problems;
  private final EffectiveValues effective;
  private final Set<String> known = new LinkedHashSet<>();

  /**
   * @param effective is told what each key is
   */
  Section(String path, JsonObject values, ConfigProblems problems, EffectiveValues effective) {
    this.path = path;
    this.values = values;
    this.problems = problems;
    this.effective = effective;
  }

  boolean has(String key) {
    return values.getValue(key) != null;
  }

  /** The value, or nothing if there is none or it is wrong. */
  <T> Optional<T> read(String key, Function<Object, T> parser) {
    Optional<T> value = parse(key, parser);
    value.ifPresentOrElse(
        given -> effective.given(full(key), given), () -> effective.byDefault(full(key), null));
    return value;
  }

  /** The value, or the other one if there is none or it is wrong. */
  <T> T read(String key, Function<Object, T> parser, T other) {
    Optional<T> value = read(key, parser);
    if (value.isEmpty()) {
      effective.byDefault(full(key), other);
    }
    return value.orElse(other);
  }

  /** A value that nobody is to see. */
  <T> Optional<T> readSecret(String key, Function<Object, T> parser) {
    Optional<T> value = read(key, parser);
    value.ifPresent(secret -> effective.secret(full(key), secret));
    return value;
  }

  /** What a key is that nobody has set. */
  void derive(String key, Object value) {
    effective.derived(full(key), value);
  }

  private <T> Optional<T> parse(String key, Function<Object, T> parser) {
    known.add(key);
    Object value = values.getValue(key);
    if (value == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(parser.apply(value));
    } catch (IllegalArgumentException e) {
      fail(key, String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  /** The section of that name, an empty one if there is none. */
  Section section(String key) {
    JsonObject section = parse(key, Values::section).orElseGet(JsonObject::new);
    return new Section(full(key), section, problems, effective);
  }

  /** The sections of a list, an empty list if there is none. */
  List<Section> sections(String key) {
    JsonArray list = parse(key, Values::list).orElseGet(JsonArray::new);
    return IntStream.range(0, list.size()).mapToObj(i -> element(key, list, i)).toList();
  }

  private Section element(String key, JsonArray list, int index) {
    String name = key + "[" + index + "]";
    if (list.getValue(index) instanceof JsonObject values) {
      return new Section(full(name), values, problems, effective);
    }
    fail(name, "must be a section of keys and values");
    return new Section(full(name), new JsonObject(), problems, effective);
  }

  /** Makes a record; the problems that its constructor finds get the path of this section. */
  <T> Optional<T> make(Supplier<T> constructor) {
    refuseUnknownKeys();
    return makePart(constructor);
  }

  /** The same for a record of some of the keys. */
  <T> Optional<T> makePart(Supplier<T> constructor) {
    try {
      return Optional.of(constructor.get());
    } catch (ConfigException e) {
      e.problems().forEach(problem -> fail(problem.key(), problem.text()));
      return Optional.empty();
    }
  }

  void fail(String key, String text) {
    problems.add(full(key), text);
  }

  void refuseUnknownKeys() {
    for (String key : values.fieldNames()) {
      if (!known.contains(key)) {
        fail(key, "is not a key" + Spelling.hint(key, known));
      }
    }
  }

  private String full(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }
}
