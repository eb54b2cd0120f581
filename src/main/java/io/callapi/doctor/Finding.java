package io.callapi.doctor;

import io.callapi.doctor.CheckOutcome.Verdict;
import io.vertx.core.json.JsonObject;

/**
 * The outcome of one check of one proxy.
 *
 * @param proxy the proxy's name; empty for what concerns all
 * @param check what was checked
 */
public record Finding(String proxy, String check, CheckOutcome outcome) {

  private static final String FORMAT = "%-8s %-32s %s";
  private static final String INDENT = "\n" + " ".repeat(11);

  /** What concerns no single proxy, and works. */
  public static Finding ok(String check, String found) {
    return new Finding("", check, CheckOutcome.ok(found));
  }

  /** True unless it was found to be wrong. */
  public boolean isHarmless() {
    return outcome.verdict() != Verdict.WRONG;
  }

  /** True if commands need it, and it could not be checked. */
  public boolean isUnproven() {
    return outcome.verdict() == Verdict.SKIPPED && Doctor.PROOFS.contains(check);
  }

  /** One line, and what to change below it. */
  public String toText() {
    String verdict =
        switch (outcome.verdict()) {
          case OK -> "ok";
          case WRONG -> "WRONG";
          case SKIPPED -> "skipped";
        };
    String line = FORMAT.formatted(verdict, check, outcome.found());
    return outcome.fix().isEmpty()
        ? line
        : line + INDENT + outcome.fix().strip().replace("\n", INDENT);
  }

  /** The same; {@code ok} is null for what was skipped. */
  public JsonObject toJson() {
    Boolean ok = outcome.verdict() == Verdict.SKIPPED ? null : outcome.isOk();
    return new JsonObject()
        .put("proxy", proxy)
        .put("name", check)
        .put("ok", ok)
        .put("found", outcome.found())
        .put("fix", outcome.fix());
  }
}
