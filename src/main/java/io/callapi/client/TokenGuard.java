package io.callapi.client;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.net.InetAddress;
import java.util.Map;

/** Answers requests without a valid token, the later the more of them an address has sent. */
final class TokenGuard {

  private static final HttpRefusal UNAUTHORIZED =
      new HttpRefusal(
          HttpRefusal.UNAUTHORIZED,
          "A valid access token is needed.",
          Map.of("WWW-Authenticate", "Bearer"));
  private static final HttpRefusal TOO_MANY =
      new HttpRefusal(
          HttpRefusal.TOO_MANY_REQUESTS,
          "Too many requests without a valid access token.",
          Map.of("Retry-After", "1"));

  private final Vertx vertx;
  private final Callers callers;
  private final WrongTokens wrongTokens;
  private final Noise noise;

  TokenGuard(Vertx vertx, Callers callers, Crowd crowd) {
    this.vertx = vertx;
    this.callers = callers;
    this.wrongTokens = crowd.wrongTokens();
    this.noise = crowd.noise();
  }

  Future<Void> refuse(HttpServerRequest request) {
    noise.unknown().note(callers.nameOf(request));
    InetAddress peer = callers.of(request);
    return switch (wrongTokens.onWrong(peer)) {
      case AT_ONCE -> UNAUTHORIZED.answer(request);
      case TOO_MANY -> TOO_MANY.answer(request);
      case LATER ->
          vertx
              .timer(WrongTokens.DELAY.toMillis())
              .onComplete(due -> wrongTokens.answered(peer))
              .compose(due -> UNAUTHORIZED.answer(request));
    };
  }
}
