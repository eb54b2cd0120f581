package io.callapi.bench.faults;

import io.callapi.fault.FlowNames;
import io.vertx.core.buffer.Buffer;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes a flow of all that concerns one story, in each direction: what strikes it then does not
 * depend on what the other stories do at the same time, and comes out the same in each run.
 *
 * <p>A datagram is known by the host of the story's phones, by a command id, by a Call-ID that came
 * with one of them before, or as the reply to a request.
 */
final class CallFlows implements FlowNames {

  private static final Pattern HOST = Pattern.compile("@(s[0-9]+)\\.test");
  private static final Pattern COMMAND = Pattern.compile("\"f[0-9]+-([0-9]+)-[0-9]+\"");
  private static final Pattern NEW_CALL = Pattern.compile("\"transfer_callid\":\"([^\"]+)\"");
  private static final Pattern CALL = Pattern.compile("\"(?:callid|dialog_id)\":\"([^\"]+)\"");
  private static final Pattern ID = Pattern.compile("\"id\":\"([^\"]+)\"");
  private static final String OTHERS = "others";

  // By Call-ID and by id of the request; shared by the relays.
  private final Map<String, String> known = new ConcurrentHashMap<>();

  @Override
  public String flowOf(String direction, Buffer data) {
    return direction + " " + storyOf(data.toString());
  }

  /** The story of a message, as in the hosts of its phones: {@code s17}. */
  private String storyOf(String text) {
    String story =
        first(HOST, text)
            .or(() -> first(COMMAND, text).map(number -> "s" + number))
            .or(() -> first(CALL, text).map(known::get))
            .or(() -> first(ID, text).map(known::get))
            .orElse(OTHERS);
    if (!story.equals(OTHERS)) {
      first(NEW_CALL, text).ifPresent(call -> known.put(call, story));
      first(ID, text).ifPresent(id -> known.put(id, story));
    }
    return story;
  }

  private static Optional<String> first(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
  }
}
