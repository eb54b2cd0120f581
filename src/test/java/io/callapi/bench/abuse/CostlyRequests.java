package io.callapi.bench.abuse;

import io.vertx.core.json.JsonObject;
import io.vertx.core.net.NetSocket;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Requests that are cheap to send and costly to refuse, each sent when the last was answered. */
final class CostlyRequests extends Scenario {

  private static final int CLIENTS = 4;
  private static final int BAD_IN_A_BATCH = 100;
  private static final int UNKNOWN_MEMBERS = 5900;
  private static final int NUMBERS = 6800;
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final List<String> requests =
      List.of(
          Requests.of("CallEnd", unknownMembers()), badBatch(), Requests.of("Echo", hugeNumbers()));

  CostlyRequests(Target target) {
    super(target);
  }

  private static String unknownMembers() {
    JsonObject params = new JsonObject();
    IntStream.range(0, UNKNOWN_MEMBERS).forEach(i -> params.put("a" + i, 1));
    return params.encode();
  }

  private static String badBatch() {
    return Stream.generate(() -> "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"CallEnd\"}")
        .limit(BAD_IN_A_BATCH)
        .collect(Collectors.joining(",", "[", "]"));
  }

  private static String hugeNumbers() {
    return Stream.generate(() -> "1e999999")
        .limit(NUMBERS)
        .collect(Collectors.joining(",", "{\"x\":[", "]}"));
  }

  @Override
  void begin() {
    for (int i = 0; i < CLIENTS; i++) {
      again();
    }
  }

  private void again() {
    connectWebSocket().onSuccess(socket -> new Client(socket).begin());
  }

  /** One connection, with one request under way. */
  private final class Client {

    private final NetSocket socket;
    private int sent;

    Client(NetSocket socket) {
      this.socket = socket;
    }

    void begin() {
      keepDoing(CostlyRequests.this::again, socket, PAUSE);
      Inbox.read(socket, this::answered);
      send();
    }

    private void send() {
      socket.write(Frames.text(requests.get(sent++ % requests.size())));
      countPiece();
    }

    private void answered(String answer) {
      int last = requests.get((sent - 1) % requests.size()).length();
      if (answer.startsWith("{") && answer.length() > last) {
        problem("the answer is longer than the request: " + answer.length() + " of " + last);
      }
      send();
    }
  }
}
