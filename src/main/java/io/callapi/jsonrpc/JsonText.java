package io.callapi.jsonrpc;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON from outside, as maps, lists, texts, numbers, booleans and nulls; whatever it is, the
 * stack stays shallow and the work in proportion to the length of the text.
 */
final class JsonText {

  /** How deep arrays and objects may be nested, the outermost counted. */
  static final int MAX_DEPTH = 64;

  /**
   * The most members of one object that are kept; one more is kept to show that there were more.
   */
  static final int MAX_MEMBERS = 256;

  private static final int MAX_NUMBER_LENGTH = 100;
  private static final int MAX_EXPONENT_DIGITS = 3;

  /** Names of clients are not worth remembering; the limits of numbers and depth are in here. */
  private static final JsonFactory FACTORY =
      new JsonFactoryBuilder()
          .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_DEPTH + 1)
                  .maxNumberLength(Integer.MAX_VALUE)
                  .maxStringLength(Integer.MAX_VALUE)
                  .maxNameLength(Integer.MAX_VALUE)
                  .build())
          .build();

  private final JsonParser parser;

  private JsonText(JsonParser parser) {
    this.parser = parser;
  }

  /**
   * Reads one value and nothing behind it.
   *
   * @throws JsonProcessingException if it is not JSON, nested too deep, or has an absurd number
   */
  static @Nullable Object read(String text) throws JsonProcessingException {
    try (JsonParser parser = FACTORY.createParser(text)) {
      JsonText json = new JsonText(parser);
      if (parser.nextToken() == null) {
        throw json.fault("there is nothing in it");
      }
      Object value = json.value(1);
      if (parser.nextToken() != null) {
        throw json.fault("there is more than one value");
      }
      return value;
    } catch (JsonProcessingException e) {
      throw e;
    } catch (IOException e) {
      throw new IllegalStateException("a text can always be read", e);
    }
  }

  private @Nullable Object value(int depth) throws IOException {
    return switch (parser.currentToken()) {
      case START_OBJECT -> object(depth);
      case START_ARRAY -> array(depth);
      case VALUE_STRING -> parser.getText();
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NULL -> null;
      default -> throw fault("a value is missing");
    };
  }

  private Map<String, @Nullable Object> object(int depth) throws IOException {
    requireShallow(depth);
    Map<String, @Nullable Object> members = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      parser.nextToken();
      Object value = value(depth + 1);
      if (members.size() <= MAX_MEMBERS || members.containsKey(name)) {
        members.put(name, value);
      }
    }
    return members;
  }

  private List<@Nullable Object> array(int depth) throws IOException {
    requireShallow(depth);
    List<@Nullable Object> items = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      items.add(value(depth + 1));
    }
    return items;
  }

  private void requireShallow(int depth) throws JsonParseException {
    if (depth > MAX_DEPTH) {
      throw fault("arrays and objects are nested more than " + MAX_DEPTH + " deep");
    }
  }

  /** A short number is cheap in every way; one such as 1e999999 is not, once it is made whole. */
  private Number number() throws IOException {
    String text = parser.getText();
    if (text.length() > MAX_NUMBER_LENGTH || exponentDigits(text) > MAX_EXPONENT_DIGITS) {
      throw fault(
          "a number has at most "
              + MAX_NUMBER_LENGTH
              + " characters, and an exponent of at most "
              + MAX_EXPONENT_DIGITS
              + " digits");
    }
    return parser.currentToken() == JsonToken.VALUE_NUMBER_INT
        ? parser.getNumberValue()
        : parser.getDecimalValue();
  }

  private static int exponentDigits(String number) {
    int e = Math.max(number.indexOf('e'), number.indexOf('E'));
    int first = e + 1;
    while (e >= 0 && first < number.length() && "+-0".indexOf(number.charAt(first)) >= 0) {
      first++;
    }
    return e < 0 ? 0 : number.length() - first;
  }

  private JsonParseException fault(String what) {
    return new JsonParseException(parser, what);
  }
}
