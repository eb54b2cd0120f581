package io.callapi.bench.faults;

import io.callapi.fault.FlowNames;
import io.vertx.core.buffer.Buffer;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes a flow of each kind of message of each story, in each direction: {@code mi>0 s17
 * dlg_end_dlg}. What strikes it then depends neither on what other stories do at the same time nor
 * on how often something else was asked, and comes out the same in each run.
 *
 * <p>The story is known by the host of its phones, by a command id, by a Call-ID that came with one
 * of them before, or by the request that is replied to.
 */
final class CallFlows implements FlowNames {

  private static final Pattern HOST = Pattern.compile("@(s[0-9]+)\\.test");
  private static final Pattern COMMAND = Pattern.compile("\"f[0-9]+-([0-9]+)-[0-9]+\"");
  private static final Pattern NEW_CALL = Pattern.compile("\"transfer_callid\":\"([^\"]+)\"");
  private static final Pattern CALL = Pattern.compile("\"(?:callid|dialog_id)\":\"([^\"]+)\"");
  private static final Pattern ID = Pattern.compile("\"id\":\"([^\"]+)\"[^{}]*(?:\"method\"|}$)");
  private static final Pattern METHOD =
      Pattern.compile("\\{\"jsonrpc\":\"2.0\",(?:\"id\":\"[^\"]*\",)?\"method\":\"([^\"]+)\"");
  private static final Pattern STATE = Pattern.compile("\"(?:new_)?state\":\"?([a-z0-9]+)");
  private static final String OTHERS = "others";

  // By Call-ID the story, by id of a request its flow; shared by the relays.
  private final Map<String, String> stories = new ConcurrentHashMap<>();
  private final Map<String, String> requests = new ConcurrentHashMap<>();

  @Override
  public String flowOf(String direction, Buffer data) {
    String text = data.toString();
    Optional<String> method = first(METHOD, text);
    Optional<String> id = first(ID, text);
    if (method.isEmpty()) {
      return direction + " " + id.map(requests::get).orElse(OTHERS);
    }
    String flow = storyOf(text) + " " + method.get();
    id.ifPresent(request -> requests.put(request, flow));
    return direction + " " + flow + first(STATE, text).map(state -> " " + state).orElse("");
  }

  /** The story of a request or an event, as in the hosts of its phones: {@code s17}. */
  private String storyOf(String text) {
    Optional<String> story =
        first(HOST, text)
            .or(() -> first(COMMAND, text).map(number -> "s" + number))
            .or(() -> first(CALL, text).map(stories::get));
    story.ifPresent(known -> first(NEW_CALL, text).ifPresent(call -> stories.put(call, known)));
    return story.orElse(OTHERS);
  }

  private static Optional<String> first(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
  }
}
