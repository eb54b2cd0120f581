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
public record Outcome(Verdict verdict, String found, String fix) {

  /** Whether what was checked works. */
  public enum Verdict {
    OK,
    WRONG,
    /** It could not be checked, or that made no sense. */
    SKIPPED
  }

  static Outcome ok(String found) {
    return new Outcome(Verdict.OK, found, "");
  }

  /** It works, and could be better. */
  static Outcome ok(String found, String advice) {
    return new Outcome(Verdict.OK, found, advice);
  }

  /** It does not work until this is changed. */
  public static Outcome wrong(String found, String fix) {
    return new Outcome(Verdict.WRONG, found, fix);
  }

  static Outcome skipped(String why) {
    return new Outcome(Verdict.SKIPPED, why, "");
  }

  static Outcome skipped(String why, String advice) {
    return new Outcome(Verdict.SKIPPED, why, advice);
  }

  /** Of the outcomes for several ways the first that is not good; else all in one. */
  static Future<Outcome> worst(List<Future<Outcome>> ways) {
    return Future.all(ways).map(CompositeFuture::<Outcome>list).map(Outcome::worstOf);
  }

  private static Outcome worstOf(List<Outcome> ways) {
    return ways.stream()
        .filter(outcome -> !outcome.isOk())
        .findFirst()
        .orElseGet(() -> ok(ways.stream().map(Outcome::found).collect(Collectors.joining("; "))));
  }

  boolean isOk() {
    return verdict == Verdict.OK;
  }
}
