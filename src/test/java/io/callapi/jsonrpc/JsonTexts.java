package io.callapi.jsonrpc;

import java.math.BigDecimal;
import java.math.BigInteger;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Arbitrary JSON, as text. */
public final class JsonTexts {

  private static final int DEPTH = 3;
  private static final BigInteger HUGE = BigInteger.TEN.pow(40);

  private JsonTexts() {}

  /** Values: strings, numbers of up to 40 digits, literals, arrays and objects. */
  public static Arbitrary<String> values() {
    return values(DEPTH);
  }

  private static Arbitrary<String> values(int depth) {
    Arbitrary<String> plain =
        Arbitraries.oneOf(
            strings(),
            Arbitraries.bigIntegers().between(HUGE.negate(), HUGE).map(String::valueOf),
            decimals(),
            Arbitraries.of("null", "true", "false", "0", "-0", "1.50", "1e400", "1E-400"));
    if (depth == 0) {
      return plain;
    }
    Arbitrary<String> array =
        values(depth - 1).list().ofMaxSize(3).map(values -> "[" + String.join(",", values) + "]");
    return Arbitraries.frequencyOf(
        Tuple.of(4, plain), Tuple.of(1, array), Tuple.of(1, object(strings(), values(depth - 1))));
  }

  /** Numbers with two digits after the point. */
  public static Arbitrary<String> decimals() {
    BigDecimal huge = new BigDecimal(HUGE);
    return Arbitraries.bigDecimals().between(huge.negate(), huge).map(String::valueOf);
  }

  /** Objects; a name may come twice. */
  public static Arbitrary<String> object(Arbitrary<String> names, Arbitrary<String> values) {
    return Combinators.combine(names, values)
        .as((name, value) -> name + ":" + value)
        .list()
        .ofMaxSize(6)
        .map(members -> "{" + String.join(",", members) + "}");
  }

  /** Strings, in quotes. */
  public static Arbitrary<String> strings() {
    return Arbitraries.strings().ofMaxLength(40).map(JsonTexts::quoted);
  }

  /** A text as JSON. */
  public static String quoted(String text) {
    StringBuilder json = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ' ' || c == '"' || c == '\\' || Character.isSurrogate(c)) {
        json.append("\\u%04x".formatted((int) c));
      } else {
        json.append(c);
      }
    }
    return json.append('"').toString();
  }
}
