package io.callapi.management;

import io.callapi.proxy.Cause;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Causes as labels, of which there is a bounded number: a phone may send any code of three digits.
 */
final class CauseLabels {

  /** Those of RFC 3261, section 21, and what else is common. */
  private static final Set<Integer> SIP =
      Set.of(
          400, 401, 402, 403, 404, 405, 406, 407, 408, 410, 413, 414, 415, 416, 420, 421, 423, 429,
          433, 476, 478, 480, 481, 482, 483, 484, 485, 486, 487, 488, 489, 491, 493, 500, 501, 502,
          503, 504, 505, 513, 580, 600, 603, 604, 606, 607, 608);

  private static final Set<Integer> MI = Set.of(400, 404, 480, 481, 491, 500);

  private static final Map<Cause.Source, Map<Integer, String>> KNOWN =
      Map.of(
          Cause.Source.SIP, labels(Cause.Source.SIP, SIP),
          Cause.Source.MI, labels(Cause.Source.MI, MI));

  private CauseLabels() {}

  /** The source of a cause, with its code where it has one: {@code sip_486}. */
  static String of(Cause cause) {
    Cause.Source source = cause.source();
    Map<Integer, String> codes = KNOWN.get(source);
    if (codes == null) {
      return source.wireName();
    }
    Integer code = cause.code();
    String known = code == null ? null : codes.get(code);
    return known == null ? source.wireName() + "_other" : known;
  }

  private static Map<Integer, String> labels(Cause.Source source, Set<Integer> codes) {
    return codes.stream()
        .collect(Collectors.toMap(code -> code, code -> source.wireName() + "_" + code));
  }
}
