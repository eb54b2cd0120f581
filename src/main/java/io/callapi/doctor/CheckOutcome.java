package io.callapi.doctor;

import io.vertx.core.CompositeFuture;
import io.vertx.core.Future;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a check has come to.
 *
 * @param found what was seen, for people
 * @param fix what to change, line by line; empty if nothing is to be changed
 */
public record CheckOutcome(Verdict verdict, String found, String fix) {

  /** Whether what was checked works. */
  public enum Verdict {
    OK,
    WRONG,
    /** It could not be checked, or that made no sense. */
    SKIPPED
  }

  static CheckOutcome ok(String found) {
    return new CheckOutcome(Verdict.OK, found, "");
  }

  /** It works, and could be better. */
  static CheckOutcome ok(String found, String advice) {
    return new CheckOutcome(Verdict.OK, found, advice);
  }

  /** It does not work until this is changed. */
  public static CheckOutcome wrong(String found, String fix) {
    return new CheckOutcome(Verdict.WRONG, found, fix);
  }

  static CheckOutcome skipped(String why) {
    return new CheckOutcome(Verdict.SKIPPED, why, "");
  }

  static CheckOutcome skipped(String why, String advice) {
    return new CheckOutcome(Verdict.SKIPPED, why, advice);
  }

  /** Of the outcomes for several ways the first that is not good; else all in one. */
  static Future<CheckOutcome> worst(List<Future<CheckOutcome>> ways) {
    return Future.all(ways).map(CompositeFuture::<CheckOutcome>list).map(CheckOutcome::worstOf);
  }

  private static CheckOutcome worstOf(List<CheckOutcome> ways) {
    return ways.stream()
        .filter(outcome -> !outcome.isOk())
        .findFirst()
        .orElseGet(
            () -> ok(ways.stream().map(CheckOutcome::found).collect(Collectors.joining("; "))));
  }

  boolean isOk() {
    return verdict == Verdict.OK;
  }
}
