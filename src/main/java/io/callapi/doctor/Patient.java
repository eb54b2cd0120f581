package io.callapi.doctor;

import io.callapi.config.ProxyConfig;
import io.callapi.opensips.EventNames;
import io.callapi.opensips.mi.MiRequest;
import io.callapi.opensips.mi.MiResult;
import io.callapi.opensips.mi.MiTransport;
import io.callapi.sip.SipUri;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The proxy that is examined: how it is configured here, and the ways to it. */
final class Patient {

  private static final Duration LONGEST = Duration.ofSeconds(3);

  private final Vertx vertx;
  private final ProxyConfig config;
  private final MiTransport mi;
  private @Nullable EventEar ear;

  Patient(Vertx vertx, ProxyConfig config, MiTransport mi) {
    this.vertx = vertx;
    this.config = config;
    this.mi = mi;
  }

  Vertx vertx() {
    return vertx;
  }

  ProxyConfig config() {
    return config;
  }

  /** The proxy's SIP socket, as its own phone book would write it. */
  SipUri sipAddress(String user) {
    return new SipUri("sip:" + user + "@" + config.sipUri().host() + ":" + config.sipUri().port());
  }

  /** Has something done that is answered at once. */
  Future<MiResult> ask(MiRequest request) {
    return mi.call(request, timeout());
  }

  /** How long such an answer is waited for. */
  Duration timeout() {
    Duration timeout = config.mi().timeout();
    return timeout.compareTo(LONGEST) < 0 ? timeout : LONGEST;
  }

  /** Has something done whose answer may wait for a phone. */
  Future<MiResult> ask(MiRequest request, Duration patience) {
    return mi.call(request, patience);
  }

  void listenWith(EventEar opened) {
    ear = opened;
  }

  /** Where events come in; only checks that need {@link EventSocketCheck} ask for it. */
  EventEar ear() {
    if (ear == null) {
      throw new IllegalStateException("no event socket");
    }
    return ear;
  }

  Future<MiResult> subscribe(String event, int seconds) {
    return ask(
        MiRequest.repeatable("event_subscribe")
            .with("event", event)
            .with("socket", ear().target())
            .with("expire", seconds));
  }

  /** Leaves nothing behind. */
  Future<Void> close(boolean subscribed) {
    Future<?> done = Future.succeededFuture();
    for (String event : subscribed ? EventNames.ALL : List.<String>of()) {
      done = done.compose(next -> subscribe(event, 0).otherwiseEmpty());
    }
    return done.compose(ended -> ear == null ? Future.succeededFuture() : ear.close())
        .compose(closed -> mi.close());
  }
}
