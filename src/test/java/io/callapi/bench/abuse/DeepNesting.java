package io.callapi.bench.abuse;

import io.vertx.core.net.NetSocket;
import java.time.Duration;
import java.util.List;

/** JSON nested so deep that a parser or writer may run out of stack, and a number past counting. */
final class DeepNesting extends Scenario {

  private static final int TIMES = 40;
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final List<String> RIGHT_CODES =
      List.of("\"code\":-32700", "\"code\":-32602", "\"code\":-32600");

  private final List<String> requests =
      List.of(
          Requests.of("Echo", nested(997)),
          Requests.of("Echo", nested(998)),
          Requests.of("Echo", "{\"x\":1e2147483648}"));

  private int unanswered;

  DeepNesting(Target target) {
    super(target);
  }

  /** The message and its parameters are two levels more. */
  private static String nested(int levels) {
    int inner = levels - 2;
    return "{\"x\":" + "[".repeat(inner) + "]".repeat(inner) + "}";
  }

  @Override
  void begin() {
    requests.forEach(this::again);
  }

  private void again(String request) {
    connectWebSocket().onSuccess(socket -> send(socket, request));
  }

  private void send(NetSocket socket, String request) {
    Inbox.read(socket, this::check);
    for (int i = 0; i < TIMES; i++) {
      socket.write(Frames.text(request));
      countPiece();
      unanswered++;
    }
    vertx.setTimer(PAUSE.toMillis(), id -> checkAndGoOn(socket, request));
  }

  private void check(String answer) {
    unanswered--;
    if (RIGHT_CODES.stream().noneMatch(answer::contains)) {
      problem("answered with " + answer.substring(0, Math.min(200, answer.length())));
    }
  }

  private void checkAndGoOn(NetSocket socket, String request) {
    if (unanswered > 2 * TIMES * requests.size()) {
      problem(unanswered + " requests have got no answer");
    }
    socket.close();
    again(request);
  }
}
