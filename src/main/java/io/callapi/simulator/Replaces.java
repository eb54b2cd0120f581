package io.callapi.simulator;

import io.callapi.sip.Leg;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Which call a new one is to take the place of (RFC 3891). */
record Replaces(String callId, String toTag, String fromTag) {

  /** Reads the value as it stands, escaped, in the header part of a Refer-To URI. */
  static Replaces parse(String escaped) {
    String[] parts = URLDecoder.decode(escaped, StandardCharsets.UTF_8).split(";", -1);
    Map<String, String> tags =
        Arrays.stream(parts)
            .skip(1)
            .map(part -> part.strip().split("=", 2))
            .filter(pair -> pair.length == 2)
            .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1], (first, again) -> first));
    return new Replaces(
        parts[0], tags.getOrDefault("to-tag", ""), tags.getOrDefault("from-tag", ""));
  }

  /** The leg of that call that the new one reaches; empty if the tags are not the call's. */
  Optional<Leg> reachedLeg(SimulatedDialog dialog) {
    return Arrays.stream(Leg.values())
        .filter(leg -> dialog.leg(leg).tag.equals(toTag))
        .filter(leg -> dialog.leg(leg.peer()).tag.equals(fromTag))
        .findFirst();
  }
}
