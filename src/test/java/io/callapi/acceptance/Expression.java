package io.callapi.acceptance;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * An expression of Prometheus, of those that conf/alerts.yml has: selectors, {@code increase},
 * {@code sum}, {@code max}, a number times something, and one comparison.
 */
final class Expression {

  private static final Pattern TOKEN =
      Pattern.compile("[a-z_]+(?:\\{[^}]*})?(?:\\[5m])?|[0-9.]+|[()*]|==|[<>]");
  private static final Pattern SELECTOR = Pattern.compile("([a-z_]+)(?:\\{([^}]*)})?(?:\\[5m])?");
  private static final Pattern LABEL = Pattern.compile("(\\w+)=\"([^\"]*)\"");

  private final Deque<String> tokens = new ArrayDeque<>();
  private final Scrape before;
  private final Scrape now;

  Expression(String text, Scrape before, Scrape now) {
    this.before = before;
    this.now = now;
    TOKEN.matcher(text).results().map(MatchResult::group).forEach(tokens::add);
    if (!String.join("", tokens).equals(text.replace(" ", ""))) {
      throw new AssertionError("cannot be read here: " + text);
    }
  }

  /** The names of the metrics in an expression. */
  static List<String> metrics(String text) {
    return SELECTOR
        .matcher(text.replaceAll("\\{[^}]*}|\\[5m]", ""))
        .results()
        .map(name -> name.group(1))
        .filter(name -> !List.of("sum", "max", "increase").contains(name))
        .distinct()
        .toList();
  }

  boolean holds() {
    List<Double> left = product();
    String comparison = tokens.remove();
    List<Double> right = product();
    if (right.size() != 1) {
      throw new AssertionError("no single number to compare with: " + right);
    }
    return left.stream().anyMatch(value -> compare(value, comparison, right.get(0)));
  }

  private static boolean compare(double value, String comparison, double other) {
    return switch (comparison) {
      case "==" -> value == other;
      case "<" -> value < other;
      case ">" -> value > other;
      default -> throw new AssertionError("no comparison: " + comparison);
    };
  }

  private List<Double> product() {
    List<Double> value = term();
    if (Objects.equals(tokens.peek(), "*")) {
      tokens.remove();
      double factor = value.get(0);
      return term().stream().map(each -> factor * each).toList();
    }
    return value;
  }

  private List<Double> term() {
    String token = tokens.remove();
    if (Character.isDigit(token.charAt(0))) {
      return List.of(Double.parseDouble(token));
    }
    if (!Objects.equals(tokens.peek(), "(")) {
      return values(token, now);
    }
    tokens.remove();
    List<Double> value =
        switch (token) {
          case "sum" -> List.of(term().stream().mapToDouble(each -> each).sum());
          case "max" -> List.of(term().stream().mapToDouble(each -> each).max().orElse(0));
          case "increase" -> increases(tokens.remove());
          default -> throw new AssertionError("no such function: " + token);
        };
    tokens.remove(); // the bracket
    return value;
  }

  private List<Double> increases(String selector) {
    double then = values(selector, before).stream().mapToDouble(each -> each).sum();
    return List.of(values(selector, now).stream().mapToDouble(each -> each).sum() - then);
  }

  private static List<Double> values(String selector, Scrape scrape) {
    var parts = SELECTOR.matcher(selector);
    if (!parts.matches()) {
      throw new AssertionError("no selector: " + selector);
    }
    Map<String, String> labels = new HashMap<>();
    String text = parts.group(2) == null ? "" : parts.group(2);
    LABEL.matcher(text).results().forEach(label -> labels.put(label.group(1), label.group(2)));
    return scrape.samples().stream()
        .filter(sample -> sample.name().equals(parts.group(1)))
        .filter(sample -> sample.labels().entrySet().containsAll(labels.entrySet()))
        .map(Scrape.Sample::value)
        .toList();
  }
}
