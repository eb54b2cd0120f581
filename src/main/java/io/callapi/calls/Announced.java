package io.callapi.calls;

import io.callapi.sip.CallId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** An expectation, and what has come of it so far. */
final class Announced {

  /** One REFER brings about one call, and its copies few more. */
  private static final int MAX_CALLS = 32;

  private final String cmdId;
  private final @Nullable String tag;
  private final Expectation expectation;
  private final long since;
  private List<CallId> calls = List.of();
  private @Nullable Instant obeyedAt;
  private boolean duplicated;

  /**
   * @param tag what the client has put to the command; null for nothing
   * @param since the number of the change at which it was announced
   */
  Announced(String cmdId, @Nullable String tag, Expectation expectation, long since) {
    this.cmdId = cmdId;
    this.tag = tag;
    this.expectation = expectation;
    this.since = since;
  }

  String cmdId() {
    return cmdId;
  }

  /** What the client has put to the command; null for nothing. */
  @Nullable String tag() {
    return tag;
  }

  Expectation expectation() {
    return expectation;
  }

  long since() {
    return since;
  }

  /** True if a call is known that has come of it. */
  boolean isObeyed() {
    return obeyedAt != null;
  }

  /** True if a phone has obeyed, and another call has come at about the same time. */
  boolean isObeyedWithin(Duration interval, Instant otherCall) {
    return obeyedAt != null && otherCall.isBefore(obeyedAt.plus(interval));
  }

  /** True if the proxy has answered a request about the old call twice, or late. */
  boolean isDuplicated() {
    return duplicated;
  }

  void markDuplicated() {
    duplicated = true;
  }

  /** Notes that a call has come of it; false if that was known. */
  boolean claim(CallId call, Instant now) {
    if (obeyedAt == null) {
      obeyedAt = now;
    }
    if (calls.size() >= MAX_CALLS || calls.contains(call)) {
      return false;
    }
    calls = Stream.concat(calls.stream(), Stream.of(call)).toList();
    return true;
  }

  /** The call that is wanted has come of it, whoever has found it. */
  void claimKept(@Nullable CallId kept, Instant now) {
    if (kept != null) {
      claim(kept, now);
    }
  }

  /** The calls that have come of it. */
  List<CallId> calls() {
    return calls;
  }
}
