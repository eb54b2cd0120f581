package io.callapi.opensips.event;

import io.callapi.bus.TypedBus;
import io.callapi.opensips.SubscribeRequest;
import io.callapi.opensips.SubscribeRequest.Subscribed;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One event, subscribed to at the proxy and renewed at a third of the subscription's life, for as
 * long as this runs.
 */
final class Subscription {

  private static final Logger LOG = LoggerFactory.getLogger(Subscription.class);
  private static final Duration ANSWER = Duration.ofSeconds(10);
  private static final Duration RETRY = Duration.ofSeconds(1);

  private final Vertx vertx;
  private final TypedBus bus;
  private final String proxy;
  private final String event;
  private final String socket;
  private final Duration expire;
  private long timer = -1;
  private boolean active;
  private boolean ended;

  Subscription(Vertx vertx, String proxy, String event, String socket, Duration expire) {
    this.vertx = vertx;
    this.bus = new TypedBus(vertx);
    this.proxy = proxy;
    this.event = event;
    this.socket = socket;
    this.expire = expire;
  }

  /** Subscribes, or renews; and sees to the next time. */
  void renew() {
    ask((int) expire.toSeconds()).onSuccess(this::onAnswer);
  }

  /** Ends the subscription. */
  Future<Void> end() {
    ended = true;
    vertx.cancelTimer(timer);
    return ask(0).mapEmpty();
  }

  private Future<Subscribed> ask(int seconds) {
    return bus.request(
            SubscribeRequest.ADDRESS.of(proxy),
            new SubscribeRequest(event, socket, seconds),
            ANSWER)
        .otherwise(e -> new Subscribed(String.valueOf(e.getMessage())));
  }

  private void onAnswer(Subscribed answer) {
    boolean agreed = answer.problem().isEmpty();
    if (agreed != active) {
      active = agreed;
      LOG.info(agreed ? "{}: {} is sent to {}" : "{}: no {} at {}", proxy, event, socket);
    }
    if (!agreed) {
      LOG.warn("{}: cannot subscribe to {}: {}", proxy, event, answer.problem());
    }
    if (!ended) {
      Duration next = agreed ? expire.dividedBy(3) : RETRY;
      timer = vertx.setTimer(Math.max(1, next.toMillis()), fired -> renew());
    }
  }
}
