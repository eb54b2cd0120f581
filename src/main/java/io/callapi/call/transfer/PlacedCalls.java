package io.callapi.call.transfer;

import io.callapi.sip.CallId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The calls that a phone has placed for one REFER: it may reach the phone twice, or the phone may
 * call again. One of them is enough.
 *
 * @param first the one that counts
 * @param others those that are up beside it
 */
public record PlacedCalls(NewCall first, List<NewCall> others) {

  public PlacedCalls {
    others = List.copyOf(others);
  }

  static PlacedCalls of(NewCall only) {
    return new PlacedCalls(only, List.of());
  }

  boolean has(CallId callId) {
    return isFirst(callId) || others.stream().anyMatch(other -> other.callId().equals(callId));
  }

  boolean isFirst(CallId callId) {
    return first.callId().equals(callId);
  }

  /** The same, where the proxy has named the first one: it is more than recognised then. */
  PlacedCalls reported() {
    return first.reported()
        ? this
        : new PlacedCalls(new NewCall(first.callId(), first.destination(), true), others);
  }

  PlacedCalls and(NewCall other) {
    List<NewCall> more = new ArrayList<>(others);
    more.add(other);
    return new PlacedCalls(first, more);
  }

  /** The same, with another of them as the one that counts. */
  PlacedCalls with(CallId callId) {
    if (isFirst(callId)) {
      return this;
    }
    List<NewCall> rest = new ArrayList<>(others);
    NewCall chosen =
        rest.stream().filter(other -> other.callId().equals(callId)).findFirst().orElse(first);
    rest.remove(chosen);
    rest.add(first);
    return new PlacedCalls(chosen, rest);
  }

  /** The same without one of the others. */
  PlacedCalls without(CallId callId) {
    return new PlacedCalls(
        first, others.stream().filter(other -> !other.callId().equals(callId)).toList());
  }

  /** The first one has ended, and one of the others counts from now on. */
  PlacedCalls withoutFirst() {
    return with(others.get(0).callId()).without(first.callId());
  }

  Set<CallId> surplus() {
    return Set.copyOf(others.stream().map(NewCall::callId).toList());
  }

  Set<CallId> all() {
    Set<CallId> all = new LinkedHashSet<>();
    all.add(first.callId());
    others.forEach(other -> all.add(other.callId()));
    return all;
  }
}
