package io.callapi.call.model;

import io.callapi.command.Timeouts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Who takes part, and what happens by the way.
 *
 * @param ring how long the client lets phones ring, in milliseconds; 0 for as long as they do
 * @param incidents what happens without being asked for, by time
 */
record Scenario(
    String method,
    CallerPhone caller,
    Transferor transferor,
    Destination destination,
    HeldPhone held,
    int ring,
    List<Incident> incidents) {

  /** The phone that a CallStart calls first. */
  enum CallerPhone {
    ANSWERS,
    BUSY,
    NO_ANSWER,
    SILENT
  }

  /** The phone that is referred. */
  enum Transferor {
    OBEYS,
    REFUSES,
    AGREES_AND_DOES_NOTHING,
    REFUSES_ONCE_FOR_GLARE,
    AGREES_LATE,
    CALLS_LATE,
    HANGS_UP_FIRST,
    SAYS_NOTHING,
    OBEYS_AFTER_THE_PROXY_HAS_GIVEN_UP,
    NOTIFIES_SUCCESS_TOO_EARLY,
    NOTIFIES_NOTHING,
    NOTIFIES_OF_EARLIER_TRANSFER,
    /** The proxy does not know which call it has placed: its NOTIFYs are reported without one. */
    PLACES_A_CALL_THAT_IS_NOT_FOLLOWED
  }

  /** The phone that the new call goes to. */
  enum Destination {
    ANSWERS,
    BUSY,
    NO_ANSWER,
    CHALLENGES,
    CHALLENGES_AND_IS_GIVEN_UP,
    REDIRECTS_TO_NEW_CALL
  }

  /** The callee's phone of a call that is held or resumed. */
  enum HeldPhone {
    AGREES,
    REFUSES,
    REFUSES_ONCE_FOR_GLARE,
    NOTHING_TO_CHANGE,
    /** Beside a proxy that marks a leg only when its phone has agreed, as from 4.0 on. */
    REFUSES_AND_IS_NOT_MARKED,
    REFUSES_ONCE_AND_IS_NOT_MARKED;

    boolean refusesAlways() {
      return this == REFUSES || this == REFUSES_AND_IS_NOT_MARKED;
    }

    boolean refusesOnce() {
      return this == REFUSES_ONCE_FOR_GLARE || this == REFUSES_ONCE_AND_IS_NOT_MARKED;
    }

    boolean isMarkedByItsAnswer() {
      return this == REFUSES_AND_IS_NOT_MARKED || this == REFUSES_ONCE_AND_IS_NOT_MARKED;
    }
  }

  /** What happens at a time. */
  record Incident(long at, Kind kind) {
    enum Kind {
      /** A party of the old call hangs up. */
      PEER_HANGS_UP,
      /** Another client ends the call. */
      ENDED_BY_COMMAND,
      /** The client cancels. */
      CANCELLED,
      /** The command has taken as long as the client lets it. */
      TOTAL_IS_OVER,
      /** The referred phone's user calls the same destination, by hand. */
      CALL_BY_HAND,
      /** The proxy is restarted. */
      PROXY_RESTARTS
    }
  }

  static Scenario of(String method) {
    return new Scenario(
        method,
        CallerPhone.ANSWERS,
        Transferor.OBEYS,
        Destination.ANSWERS,
        HeldPhone.AGREES,
        0,
        List.of());
  }

  Scenario with(CallerPhone other) {
    return new Scenario(method, other, transferor, destination, held, ring, incidents);
  }

  Scenario with(Transferor other) {
    return new Scenario(method, caller, other, destination, held, ring, incidents);
  }

  Scenario with(Destination other) {
    return new Scenario(method, caller, transferor, other, held, ring, incidents);
  }

  Scenario with(HeldPhone other) {
    return new Scenario(method, caller, transferor, destination, other, ring, incidents);
  }

  Scenario ringing(int millis) {
    return new Scenario(method, caller, transferor, destination, held, millis, incidents);
  }

  Scenario with(long at, Incident.Kind kind) {
    List<Incident> more = new ArrayList<>(incidents);
    more.add(new Incident(at, kind));
    return new Scenario(method, caller, transferor, destination, held, ring, List.copyOf(more));
  }

  /** The method and what is not as usual: {@code CallStart/caller_BUSY/CANCELLED@60}. */
  String name() {
    Scenario usual = of(method);
    StringBuilder name = new StringBuilder(method);
    add(name, "caller_", caller, usual.caller);
    add(name, "", transferor, usual.transferor);
    add(name, "destination_", destination, usual.destination);
    add(name, "", held, usual.held);
    name.append(ring == 0 ? "" : "/ring_" + ring);
    incidents.forEach(one -> name.append('/').append(one.kind()).append('@').append(one.at()));
    return name.toString();
  }

  private static void add(StringBuilder name, String who, Enum<?> phone, Enum<?> usual) {
    if (phone != usual) {
      name.append('/').append(who).append(phone);
    }
  }

  Timeouts timeouts() {
    return new Timeouts(ring == 0 ? null : ring, null);
  }

  Map<String, Object> params() {
    Map<String, Object> params = new HashMap<>(usualParams());
    if (ring > 0) {
      params.put("timeouts", Map.of("ring", ring));
    }
    return params;
  }

  private Map<String, Object> usualParams() {
    return switch (method) {
      case "CallStart" ->
          Map.of("caller", "sip:alice@example.com", "callee", "sip:carol@example.com");
      case "CallBlindTransfer" ->
          Map.of("callid", "a", "leg", "callee", "destination", "sip:carol@example.com");
      case "CallAttendedTransfer" ->
          Map.of("callidA", "a", "legA", "callee", "callidB", "b", "legB", "callee");
      default -> Map.of("callid", "a");
    };
  }
}
